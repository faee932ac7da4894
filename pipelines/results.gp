# The averages of results.mk as a picture: a panel for each form of the
# question, the macro average over demonstrations, a line an arm.
set terminal svg size 1000,520 background rgb "white" font "sans-serif,13"
set output out
set datafile separator "\t"
set grid ytics lc rgb "#dddddd"
set key outside below maxrows 4
set xlabel "demonstrations k"
set ylabel "macro average, percent"
set xtics 4
# The first line of a run, group and k is over the tasks of all metrics.
rows(form, run) = "<awk -F'\t' '$2 == \"".group."\" && $4 == \"".form. \
    "\" && $1 == \"".run."\" && !n[$3]++' ".table
runs(form) = system("awk -F'\t' '$2 == \"".group."\" && $4 == \"".form. \
    "\" && !n[$1]++ { print $1 }' ".table)
set multiplot layout 1,2 title "Tasks never trained on (".group.")"
do for [form in forms] {
	names = runs(form)
	set title form
	plot for [i = 1:words(names)] rows(form, word(names, i)) \
	    using 3:(100 * $11) with linespoints lw 1.5 ps 0.5 \
	    title word(names, i)
}
unset multiplot
