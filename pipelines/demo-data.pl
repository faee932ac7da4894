#!/usr/bin/perl
# demo-data.pl text N SEED | train N SEED | targets DIR SEED
#
# Writes what `make demo` reads: text of a small made-up world, training tasks
# over its words, and target tasks whose rules and label words are in no
# training task.  The same arguments give the same bytes on any machine.
use strict;
use warnings;

# The world: words by kind.  Stuff is read in the text like the others, but
# only target tasks have it for labels.
my %kind = (
	animal => [qw(cow dog fox goat hen cat pig wolf)],
	tree   => [qw(oak elm ash fir pine yew palm birch)],
	food   => [qw(bread rice soup cake pear plum bean corn)],
	tool   => [qw(saw axe nail rope rake spade drill file)],
	cloth  => [qw(hat coat sock shoe vest cape gown belt)],
	place  => [qw(mill farm barn lake hill town road port)],
	colour => [qw(red blue green pink black white grey brown)],
	sky    => [qw(rain snow wind fog sun hail storm frost)],
	music  => [qw(drum harp flute horn bell lyre song tune)],
	stuff  => [qw(gold tin iron lead zinc salt clay silk)],
);
my @kinds = sort keys %kind;
my @words = map { @{ $kind{$_} } } @kinds;
my @names = qw(Ana Bo Carl Dora Emil Finn Gus Hugo Ida Jon Kim Lena);

# A generator of our own (32-bit xorshift): perl's differs between builds.
my $state;
sub seed { $state = (2654435761 * ($_[0] + 1)) & 0xffffffff || 1; below(2) for 1 .. 20 }
sub below {
	$state ^= ($state << 13) & 0xffffffff;
	$state ^= $state >> 17;
	$state ^= ($state << 5) & 0xffffffff;
	return int($state / 4294967296 * $_[0]);
}
sub pick { $_[ below(scalar @_) ] }

# n different ones of a list, in random order
sub some {
	my ($n, @from) = @_;
	my @out;
	push @out, splice(@from, below(scalar @from), 1) for 1 .. $n;
	return @out;
}

# --- text ---

# Lines that pair words, each pair several times: to go on, look back.
sub ledger {
	my ($n_pairs) = @_;
	my $same_order = below(2);
	my $sep = pick(': ', ' = ', ' - ', ' is ', ':', '=', '/', ',');
	my $end = pick("\n", "\n", "\n", '. ', '; ');
	my $with_name = below(3) == 0;
	my @keys = some($n_pairs, @words);
	my @values = some(1 + below($n_pairs), @words);
	my %value = map { $_ => pick(@values) } @keys;
	my @lines;
	for (1 .. 4 + below(4)) {
		@keys = some($n_pairs, @keys) unless $same_order;
		push @lines, map {
			($with_name ? pick(@names) . ' ' : '') . "$_$sep$value{$_}"
		} @keys;
	}
	return join($end, @lines) . ($end eq "\n" ? '' : '.');
}

# The same, but what is paired are kinds: a new word of a kind seen before.
sub sorting {
	my $sep = pick(': ', ' = ', ' - ', ' is ', ':', '=', '/', ',');
	my $end = pick("\n", "\n", '. ', '; ');
	my @two = some(2 + (below(3) == 0), @kinds);
	my @values = some(scalar @two, @words);
	my %value; @value{@two} = @values;
	my $with_name = below(3) == 0;
	my @lines = map {
		my $k = pick(@two);
		($with_name ? pick(@names) . ' ' : '')
		    . pick(@{ $kind{$k} }) . $sep . $value{$k}
	} 1 .. 10 + below(8);
	return join($end, @lines) . ($end eq "\n" ? '' : '.');
}

# Words said over and over.
sub refrain {
	my ($n) = @_;
	my $gap = pick(' ', ' ', ', ', "\n", '-');
	my $line = join($gap, some($n, @words));
	return join(pick("\n", "\n", '; '), ($line) x (3 + below(3)));
}

# People and what they have, said twice and more.
sub story {
	my @who = some(2 + below(3), @names);
	my $verb = pick('has the', 'saw the', 'likes the', 'took the');
	my %has = map { $_ => pick(@words) } @who;
	my @said = map { my $w = $_; map { "$w $verb $has{$w}." } 1 .. 2 + below(2) } @who;
	return join ' ', some(scalar @said, @said);
}

# What each kind of thing is wont to do.
my %habit = (
	animal => ['The %s ran off.', 'A %s sleeps in the barn.', '%n feeds the %s.'],
	tree   => ['Leaves fell from the %s.', '%n sat under the %s.', 'The %s grew tall.'],
	food   => ['%n ate the %s.', '%n cooks %s at noon.', 'There is %s on the plate.'],
	tool   => ['%n works with the %s.', 'The %s lies on the bench.', '%n lent %n a %s.'],
	cloth  => ['%n wears a %s.', 'The %s is too small.', '%n mends the %s.'],
	place  => ['%n went to the %s.', 'They met at the %s.', 'The way to the %s is long.'],
	colour => ['The door is %s.', '%n paints it %s.', 'It turned %s.'],
	sky    => ['The %s came at night.', 'After the %s it was cold.', '%n fears the %s.'],
	music  => ['%n plays the %s.', 'They heard a %s.', 'The %s sounds sweet.'],
	stuff  => ['It is made of %s.', '%n sells %s.', 'A box of %s stood there.'],
);
sub day {
	return join ' ', map {
		my $k = pick(@kinds);
		my ($s, $w) = (pick(@{ $habit{$k} }), pick(@{ $kind{$k} }));
		$s =~ s/%s/$w/;
		$s =~ s/%n/pick(@names)/ge;
		$s;
	} 1 .. 4 + below(6);
}

# Early documents are easy: few pairs, often repeated.
sub text {
	my ($n) = @_;
	for my $i (1 .. $n) {
		my $hard = $i / $n;
		my $what = below(100);
		my $doc =
		    $what < 35 ? refrain(2 + below(4 + int(8 * $hard)))
		    : $what < 70 ? ledger(2 + below(2 + int(3 * $hard)))
		    : $what < 82 ? sorting()
		    : $what < 92 ? story()
		    : day();
		print "$doc\n\n";
	}
}

# --- tasks ---

sub quote { return '"' . $_[0] . '"' }
sub record {
	my ($task, $input, $output, @options) = @_;
	return sprintf qq({"task":"%s","input":"%s","output":"%s","options":[%s]}\n),
	    $task, $input, $output, join ',', map { quote($_) } @options;
}

# All inputs of a task by label: a name that does not matter, and a word that
# does.  rule: { label => [words] }
sub inputs {
	my ($rule) = @_;
	return map {
		my $label = $_;
		map { my $w = $_; map { ["$_ $w", $label] } @names } @{ $rule->{$label} };
	} sort keys %$rule;
}

# Words looked up: each label has some words of any kind.
sub recall_rule {
	my ($per_label, $from, @labels) = @_;
	my @w = some($per_label * @labels, @$from);
	return { map { $_ => [splice @w, 0, $per_label] } @labels };
}

# Kinds: each label has a whole kind.
sub kind_rule {
	my ($kinds, @labels) = @_;
	my %rule;
	@rule{@labels} = map { $kind{$_} } @$kinds;
	return \%rule;
}

my @held_kinds = (['animal', 'tool'], ['tree', 'cloth'], ['food', 'place']);
sub held_out {
	my %two = map { $_ => 1 } @_;
	return grep { $two{ $_->[0] } && $two{ $_->[1] } } @held_kinds;
}

sub train {
	my ($n) = @_;
	my @labels = map { @{ $kind{$_} } } qw(colour sky music place food);
	for my $i (1 .. $n) {
		my @own = some(2 + (below(3) == 0), @labels);
		my %own = map { $_ => 1 } @own;
		my @from = grep { !$own{$_} } @words;
		my $rule;
		if ($i % 2) {
			$rule = recall_rule(1 + below(3), \@from, @own);
		} else {
			my @two;
			do { @two = some(scalar @own, grep { $_ ne 'stuff' } @kinds) }
			    while held_out(@two);
			$rule = kind_rule(\@two, @own);
		}
		my @all = inputs($rule);
		print record(($i % 2 ? 'recall' : 'kind') . "-$i", @$_, @own)
		    for some(24, @all);
	}
}

# Balanced lines of a task: n in all, in random order.
sub balanced {
	my ($n, $rule, $not) = @_;
	my %by;
	for (inputs($rule)) { push @{ $by{ $_->[1] } }, $_ unless $not->{ $_->[0] } }
	my @labels = sort keys %by;
	my @out;
	for my $i (0 .. $n - 1) {
		my $from = $by{ $labels[$i % @labels] };
		push @out, splice @$from, below(scalar @$from), 1;
	}
	return some($n, @out);
}

sub lines {
	my ($path, @lines) = @_;
	open my $f, '>', $path or die "$path: $!\n";
	print $f @lines;
	close $f or die "$path: $!\n";
}

# A target comes twice, the second time with its two labels exchanged, so that
# nothing but the demonstrations can tell which label is right.
sub target {
	my ($dir, $name, $rule) = @_;
	my @labels = sort keys %$rule;
	my %other = ($labels[0] => $labels[1], $labels[1] => $labels[0]);
	my @test = balanced(24, $rule, {});
	my %seen = map { $_->[0] => 1 } @test;
	my %shots = map { $_ => [balanced(16, $rule, \%seen)] } 100, 13, 21, 42, 87;
	for my $task ("$name-a", "$name-b") {
		my $as = sub { $task =~ /a$/ ? $_[0] : $other{ $_[0] } };
		my $put = sub { map { record($task, $_->[0], $as->($_->[1]), @labels) } @_ };
		mkdir "$dir/$task";
		lines("$dir/$task/${task}_test.jsonl", $put->(@test));
		lines("$dir/$task/${task}_16_${_}_train.jsonl", $put->(@{ $shots{$_} }))
		    for keys %shots;
	}
}

sub targets {
	my ($dir) = @_;
	my @stuff = @{ $kind{stuff} };
	my %is_stuff = map { $_ => 1 } @stuff;
	my @others = grep { !$is_stuff{$_} } @words;
	mkdir $dir;
	target($dir, "recall-$_", recall_rule(2, \@others, some(2, @stuff))) for 1 .. 4;
	target($dir, "kind-$_", kind_rule($held_kinds[$_ - 1], some(2, @stuff))) for 1 .. 3;
}

my ($what, $arg, $seed) = @ARGV;
die "usage: demo-data.pl text N SEED | train N SEED | targets DIR SEED\n"
    unless defined $seed && $what =~ /^(text|train|targets)$/;
seed($seed);
{ text => \&text, train => \&train, targets => \&targets }->{$what}->($arg);
close STDOUT or die "demo-data.pl: $!\n";
