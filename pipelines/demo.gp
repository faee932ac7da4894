# The demo's table as a picture: accuracy over demonstrations, a line an arm.
set terminal svg size 760,500 background rgb "white" font "sans-serif,14"
set output out
set datafile separator "\t"
set title "Tasks never trained on: accuracy over demonstrations"
set xlabel "demonstrations k\n{/*0.8 points: mean over tasks and seeds; bars reach down to the worst seed}"
set ylabel "accuracy, percent"
set xrange [-1:17]
set yrange [30:100]
set xtics (0, 4, 8, 16)
set grid ytics lc rgb "#dddddd"
set key outside right top
set arrow 1 from -1,50 to 17,50 nohead dt 2 lc rgb "#888888"
set label 1 "chance" at 11.2,52 textcolor rgb "#888888"
# name(ARM): what people read
name(arm) = system("printf '%s\n' ".names." | sed -n 's/^".arm."=//p'")
plot for [i=1:words(arms)] "<awk -F'\t' '$1 == \"".word(arms, i)."\"' ".table \
    using ($2 + (i - 2.5) * 0.12):3:4:3 with yerrorlines lw 2 pt 7 ps 0.6 \
    title name(word(arms, i))
