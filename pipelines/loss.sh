#!/bin/sh
# loss.sh LOG... >loss.svg: the curves of one or more logs of icl-train as a
# picture.  Thin: the loss of each step; thick: its mean over the last steps,
# a 50th of the run; points: --eval.  XAXIS=tokens counts tokens instead.
set -eu
[ $# -gt 0 ] || {
	echo "usage: loss.sh LOG... >loss.svg" >&2
	exit 2
}
x=${XAXIS:-step}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
n=0
plots=
for log; do
	n=$((n + 1))
	# an evaluation stands at the tokens of the step before it
	jq -r --arg x "$x" 'if .tokens then "s \(.[$x]) \(.loss)"
		elif .eval_loss then "e \(if $x == "step" then .step else 0 end) \(.eval_loss)"
		else empty end' "$log" |
	    awk -v x="$x" -v base="$dir/$n" '
		$1 == "s" { at = $2; steps[++n] = $2; loss[n] = $3 }
		$1 == "e" { print (x == "step" ? $2 : at + 0), $3 >base ".eval" }
		END {
			if (n == 0)
				exit 1
			w = int(n / 50) + 1
			for (i = 1; i <= n; i++) {
				sum += loss[i] - (i > w ? loss[i - w] : 0)
				print steps[i], loss[i], sum / (i < w ? i : w)
			}
		}' >"$dir/$n" || {
		echo "loss.sh: $log: no line with step and loss in it" >&2
		exit 1
	}
	name=$(basename "$log" | sed "s/\\.[a-z]*\$//; s/'/ /g")
	plots="$plots${plots:+, }'$dir/$n' using 1:2 with lines lw 0.5 lc $n"
	plots="$plots notitle, '$dir/$n' using 1:3 with lines lw 2 lc $n"
	plots="$plots title '$name' noenhanced"
	[ ! -s "$dir/$n.eval" ] || plots="$plots, '$dir/$n.eval' with points \
pt 7 ps 0.7 lc $n title '$name, evaluation' noenhanced"
done
gnuplot <<END
set terminal svg size 720,460 background rgb "white" font "sans-serif,14"
set xlabel "$x"
set ylabel "loss (nats)"
set grid ytics lc rgb "#dddddd"
set key outside right top
plot $plots
END
