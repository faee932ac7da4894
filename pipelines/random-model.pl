#!/usr/bin/perl
# random-model.pl SHAPE q4_k FILE.gguf [TOKENIZER.gguf] | SHAPE bf16 FOLDER |
#	SHAPE numbers
#
# Writes a model of random weights in the shape of one that people have, to
# measure memory and speed with: answers mean nothing.  It is written as it
# goes, from one store of random blocks, so that memory is small whatever the
# shape.  The vocabulary has the shape's size; a tokenizer is copied from
# another file.  `numbers` prints how many numbers the model has.
use strict;
use warnings;

my %shape = (
	'tiny' => { arch => 'llama', width => 256, layers => 2, heads => 4,
		kv => 2, mlp => 512, vocab => 640, base => 1e4, tied => 1 },
	'qwen2.5-1.5b' => { arch => 'qwen2', width => 1536, layers => 28,
		heads => 12, kv => 2, mlp => 8960, vocab => 151936, base => 1e6,
		tied => 1, bias => 1 },
	'llama-3.2-3b' => { arch => 'llama', width => 3072, layers => 28,
		heads => 24, kv => 8, mlp => 8192, vocab => 128256, base => 5e5,
		tied => 1 },
	'llama-3.1-8b' => { arch => 'llama', width => 4096, layers => 32,
		heads => 32, kv => 8, mlp => 14336, vocab => 128256,
		base => 5e5, tied => 0 },
);
my ($name, $type, $to, $tokenizer) = @ARGV;
my $s = $shape{ $name // '' } or die "shapes: @{[sort keys %shape]}\n";
my $context = 8192;
my $wide = $s->{width};
my $heads = $s->{heads} * ($s->{dim} = $wide / $s->{heads});
my $few = $s->{kv} * $s->{dim};

# Names in a GGUF and in a folder, rows, columns (0: a vector).
my @tensors = (
	['token_embd.weight', 'model.embed_tokens.weight', $s->{vocab}, $wide],
	['output_norm.weight', 'model.norm.weight', $wide, 0],
	$s->{tied} ? ()
	: ['output.weight', 'lm_head.weight', $s->{vocab}, $wide],
);
for my $l (0 .. $s->{layers} - 1) {
	my @rows = (
		['attn_norm', 'input_layernorm', $wide, 0],
		['attn_q', 'self_attn.q_proj', $heads, $wide],
		['attn_k', 'self_attn.k_proj', $few, $wide],
		['attn_v', 'self_attn.v_proj', $few, $wide],
		['attn_output', 'self_attn.o_proj', $wide, $heads],
		['ffn_norm', 'post_attention_layernorm', $wide, 0],
		['ffn_gate', 'mlp.gate_proj', $s->{mlp}, $wide],
		['ffn_up', 'mlp.up_proj', $s->{mlp}, $wide],
		['ffn_down', 'mlp.down_proj', $wide, $s->{mlp}],
	);
	for my $r (@rows) {
		my @names = ("blk.$l.$r->[0]", "model.layers.$l.$r->[1]");
		push @tensors, [(map { "$_.weight" } @names), @$r[2, 3]];
		push @tensors, [(map { "$_.bias" } @names), $r->[2], 0]
			if $s->{bias} && $r->[0] =~ /attn_[qkv]$/;
	}
}
sub numbers { $_[0][2] * ($_[0][3] || 1) }

if ($type eq 'numbers') {
	my $n = 0;
	$n += numbers($_) for @tensors;
	print "$n\n";
	exit;
}

# Stores of random numbers about 0.02 large, 4 MB each.
srand 1;
sub words { pack 'V*', map { int rand 4294967296 } 1 .. $_[0] / 4 }
my %store = (
	# scale and least of a block as f16, eight of each in six bits, all 32
	q4_k => sub {
		join '', map { pack('v2', 0x0830, 0x1010) . "\xa0" x 8 .
			"\0" x 4 . words(128) } 1 .. 29_000;
	},
	# two and four bits of each, scales of 16, and theirs
	q6_k => sub {
		join '', map { words(192) . "\x10" x 16 . pack('v', 0x0476) }
			1 .. 20_000;
	},
	# a sign, an exponent of 2^-7 ... 2^-5, seven bits
	bf16 => sub {
		pack 'v*', map { my $r = int rand 65536;
			($r & 0x807f) | (120 + ($r >> 8) % 3) << 7 } 1 .. 2_000_000;
	},
	f32 => sub { pack 'f<*', (1) x 1_000_000 },
);
my (%made, $at);
$at = 0;
sub put {
	my ($out, $kind, $bytes, $unit) = @_;
	$made{$kind} //= $store{$kind}->();
	my $size = length $made{$kind};
	while ($bytes > 0) {
		# from a place of its own, a whole number of blocks in
		my $from = $at++ * 7919 * $unit % $size;
		my $n = $size - $from < $bytes ? $size - $from : $bytes;
		print $out substr($made{$kind}, $from, $n);
		$bytes -= $n;
	}
}
sub pad { my $n = -$_[1] % 32; print { $_[0] } "\0" x $n; $n }

# As many elements as the shape has tokens; the new ones are unused (5).
sub fill {
	my ($bytes, $of, $many) = @_;
	die "$tokenizer has $many tokens, $name $s->{vocab}\n"
		if $many > $s->{vocab};
	substr($$bytes, 4, 8) = pack 'Q<', $s->{vocab};
	$$bytes .= $of == 8 ? pack 'Q</a*', "<unused$_>" :
		pack 'V', $of == 6 ? 0 : 5 for $many + 1 .. $s->{vocab};
}

# The tokenizer's keys of a GGUF, as name, type, bytes.
sub tokenizer_keys {
	return unless defined $tokenizer;
	open my $in, '<:raw', $tokenizer or die "$tokenizer: $!\n";
	my $get = sub { read $in, my $x, $_[0]; $x };
	my $text = sub { my $n = $get->(8); $n . $get->(unpack 'Q<', $n) };
	my @width = (1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8);
	my @keys;
	$get->(4) eq 'GGUF' or die "$tokenizer: not a GGUF\n";
	my ($version, $tensors, $n) = unpack 'V Q< Q<', $get->(20);
	for (1 .. $n) {
		my $key = substr $text->(), 8;
		my ($kind, $bytes) = (unpack('V', $get->(4)), '');
		if ($kind == 9) {
			$bytes = $get->(12);
			my ($of, $many) = unpack 'V Q<', $bytes;
			$bytes .= $of == 8 ? join '', map { $text->() } 1 .. $many
				: $get->($many * $width[$of]);
			fill(\$bytes, $of, $many)
				if $key =~ /^tokenizer\.ggml\.(tokens|token_type|scores)$/;
		} else {
			$bytes = $kind == 8 ? $text->() : $get->($width[$kind]);
		}
		push @keys, [$key, $kind, $bytes] if $key =~ /^tokenizer\./;
	}
	return @keys;
}

sub gguf {
	open my $out, '>:raw', $to or die "$to: $!\n";
	my $a = $s->{arch};
	my $text = sub { pack 'Q</a*', $_[0] };
	my %kind = (q4_k => [12, 256, 144], q6_k => [14, 256, 210], f32 => [0, 1, 4]);
	my @keys = (
		['general.architecture', 8, $text->($a)],
		['general.name', 8, $text->("random $name")],
		map { ["$a.$_->[0]", $_->[1] eq 'f' ? 6 : 4,
			pack($_->[1] eq 'f' ? 'f<' : 'V', $_->[2])] }
		['block_count', 'u', $s->{layers}],
		['context_length', 'u', $context],
		['embedding_length', 'u', $wide],
		['feed_forward_length', 'u', $s->{mlp}],
		['attention.head_count', 'u', $s->{heads}],
		['attention.head_count_kv', 'u', $s->{kv}],
		['attention.layer_norm_rms_epsilon', 'f', 1e-5],
		['rope.freq_base', 'f', $s->{base}],
		['rope.dimension_count', 'u', $s->{dim}],
		['vocab_size', 'u', $s->{vocab}],
	);
	push @keys, tokenizer_keys();
	my ($infos, $place, @plan) = ('', 0);
	for my $t (@tensors) {
		my $k = !$t->[3] ? 'f32' : $t->[0] =~ /^(token|output)/ ? 'q6_k' : 'q4_k';
		my ($number, $block, $bytes) = @{ $kind{$k} };
		my @dims = $t->[3] ? ($t->[3], $t->[2]) : ($t->[2]);
		my $size = numbers($t) / $block * $bytes;
		my $form = 'V Q<' . @dims . ' V Q<';
		$infos .= $text->($t->[0]) .
			pack $form, scalar @dims, @dims, $number, $place;
		push @plan, [$k, $size, $bytes];
		$place += $size + (-$size % 32);
	}
	my $head = 'GGUF' . pack('V Q< Q<', 3, scalar @tensors, scalar @keys) .
		join('', map { $text->($_->[0]) . pack('V', $_->[1]) . $_->[2] }
			@keys) . $infos;
	print $out $head;
	pad($out, length $head);
	for (@plan) { put($out, @$_); pad($out, $_->[1]) }
	close $out or die "$to: $!\n";
}

sub folder {
	mkdir $to;
	my $place = 0;
	my @infos = map {
		my ($from, $dims) = ($place, $_->[3] ? "$_->[2],$_->[3]" : $_->[2]);
		$place += 2 * numbers($_);
		qq("$_->[1]":{"dtype":"BF16","shape":[$dims],) .
			qq("data_offsets":[$from,$place]})
	} @tensors;
	my $head = '{' . join(',', @infos) . '}';
	$head .= ' ' x (-length($head) % 8);
	open my $out, '>:raw', "$to/model.safetensors" or die "$to: $!\n";
	print $out pack('Q<', length $head) . $head;
	put($out, 'bf16', 2 * numbers($_), 2) for @tensors;
	close $out or die "$to: $!\n";
	my ($tied, $arch) = ($s->{tied} ? 'true' : 'false',
		$s->{arch} eq 'llama' ? 'LlamaForCausalLM' : 'Qwen2ForCausalLM');
	open my $config, '>', "$to/config.json" or die "$to: $!\n";
	print $config qq({"architectures":["$arch"],"model_type":"$s->{arch}",) .
		qq("hidden_size":$wide,"num_hidden_layers":$s->{layers},) .
		qq("num_attention_heads":$s->{heads},) .
		qq("num_key_value_heads":$s->{kv},) .
		qq("intermediate_size":$s->{mlp},"vocab_size":$s->{vocab},) .
		qq("max_position_embeddings":$context,"rms_norm_eps":1e-5,) .
		qq("rope_theta":$s->{base},"hidden_act":"silu",) .
		qq("tie_word_embeddings":$tied}\n);
	close $config or die "$to: $!\n";
}

$type eq 'q4_k' ? gguf() : $type eq 'bf16' ? folder() : die "q4_k or bf16\n";
