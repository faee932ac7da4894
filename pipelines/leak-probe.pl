#!/usr/bin/perl
# How much of an answer the surface of its input gives away.
#
# usage: icl-mktask ... | zstd -dc | perl pipelines/leak-probe.pl
#
# For each task with options, a logistic regression learns from half of the
# examples to guess the answer from surface cues alone: lengths, casing,
# punctuation, position and length of sentences, words that the end of the
# input has in common with its beginning.  Printed: task, examples, accuracy on
# the other half, chance (the most frequent answer) and one standard error.
# A task whose accuracy is well above chance can be solved without reading.
use strict;
use warnings;
use JSON::PP;

my $MAX = shift // 8000;    # examples of a task
my $ROUNDS = 30;
my @MARKS = split //, q(,;:"'()!?.-_);

sub cues {
	my ($s) = @_;
	my @words = split ' ', $s;
	my @cues = (length $s, scalar @words, ($s =~ tr/A-Z//),
	    ($s =~ tr/0-9//), ($s =~ tr/\x80-\x{10ffff}//));
	push @cues, scalar(() = $s =~ /\Q$_\E/g) for @MARKS;
	push @cues, length($words[0] // ''), length($words[-1] // ''),
	    $s =~ /^[A-Z]/ ? 1 : 0, $s =~ /^["']/ ? 1 : 0,
	    $s =~ /["']$/ ? 1 : 0;
	return @cues;
}

sub features {
	my ($r) = @_;
	my $x = $r->{input};
	my ($head, $tail) = ($x, '');
	($head, $tail) = ($1, $2) if $x =~ /^(.*) Answer: (.*)$/s;
	my @sents = split /(?<=[.!?]) |(?<=[.!?]["')]) /, $x;
	my %seen = map { lc($_) => 1 } $head =~ /(\w+)/g;
	my @last = $tail =~ /(\w+)/g;
	my @lengths = sort { $a <=> $b } map { length } @sents;
	return (cues($x), cues($tail), cues($sents[0]), cues($sents[-1]),
	    scalar @sents, $lengths[0], $lengths[-1],
	    map({ length($sents[$_] // '') } 1 .. 3),
	    scalar grep { $seen{ lc $_ } } @last);
}

# Standardises columns in place.
sub standardise {
	my ($rows) = @_;
	for my $c (0 .. $#{ $rows->[0] }) {
		my ($sum, $square) = (0, 0);
		$sum += $_->[$c], $square += $_->[$c]**2 for @$rows;
		my $mean = $sum / @$rows;
		my $sd = sqrt(abs($square / @$rows - $mean**2)) || 1;
		$_->[$c] = ($_->[$c] - $mean) / $sd for @$rows;
	}
}

# Weights of a softmax over the classes by stochastic gradient.
sub train {
	my ($rows, $gold, $n) = @_;
	my @w = map { [ (0) x @{ $rows->[0] } ] } 1 .. $n;
	for my $round (1 .. $ROUNDS) {
		my $rate = 0.01 / $round;
		for my $i (0 .. $#$rows) {
			my @p = guess(\@w, $rows->[$i]);
			for my $k (0 .. $n - 1) {
				my $step = $rate *
				    (($k == $gold->[$i] ? 1 : 0) - $p[$k]);
				my ($v, $x) = ($w[$k], $rows->[$i]);
				$v->[$_] += $step * $x->[$_] for 0 .. $#$x;
			}
		}
	}
	return \@w;
}

sub guess {
	my ($w, $x) = @_;
	my @score;
	for my $v (@$w) {
		my $sum = 0;
		$sum += $v->[$_] * $x->[$_] for 0 .. $#$x;
		push @score, exp($sum > 30 ? 30 : $sum < -30 ? -30 : $sum);
	}
	my $all = 0;
	$all += $_ for @score;
	return map { $_ / $all } @score;
}

sub report {
	my ($task, $rows, $gold, $n) = @_;
	my $half = int(@$rows / 2);
	standardise($rows);
	my $w = train([ @$rows[0 .. $half - 1] ], $gold, $n);
	my ($right, %count) = (0);
	for my $i ($half .. $#$rows) {
		my @p = guess($w, $rows->[$i]);
		my ($best) = sort { $p[$b] <=> $p[$a] } 0 .. $#p;
		$right += $best == $gold->[$i];
		$count{ $gold->[$i] }++;
	}
	my $tested = @$rows - $half;
	my ($most) = sort { $b <=> $a } values %count;
	printf "%s\t%d\t%.3f\t%.3f\t%.3f\n", $task, scalar @$rows,
	    $right / $tested, $most / $tested, 0.5 / sqrt($tested);
}

my (%rows, %gold, %n);
while (my $line = <STDIN>) {
	my $r = decode_json($line);
	my $options = $r->{options};
	next if !$options || @$options < 2 || @{ $rows{ $r->{task} } // [] } >= $MAX;
	my ($gold) = grep { $options->[$_] eq $r->{output} } 0 .. $#$options;
	push @{ $rows{ $r->{task} } }, [ features($r) ];
	push @{ $gold{ $r->{task} } }, $gold;
	$n{ $r->{task} } = @$options;
}
print "task\texamples\taccuracy\tchance\terror\n";
report($_, $rows{$_}, $gold{$_}, $n{$_}) for sort keys %rows;
