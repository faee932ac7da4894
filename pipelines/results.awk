# The table of results.mk in Markdown, from summary.tsv, tasks.tsv and
# differences.tsv: for each group of tasks and each form of the question the
# macro averages over k in percent; at one k also the 95 % intervals over seeds
# and queries and over tasks, and paired differences with their p-values.
BEGIN { n_groups = split("report search all", groups, / /) }
FNR == 1 { file++ }
FNR == 1 || $at["run"] == "run" {
	split("", at)
	for (i = 1; i <= NF; i++)
		at[$i] = i
	next
}
$at["task"] !~ /^(report|search|all)$/ { next }
# The first line of several is over the tasks of all metrics.
file < 3 { cell = $at["task"] FS $at["method"] FS $at["run"] FS $at["k"] }
file == 3 { cell = $2 FS $1 FS $at["run"] FS $at["task"] FS $at["k"] }
(file, cell) in done { next }
{ done[file, cell] }
file == 1 {
	table = $at["task"] FS $at["method"]
	mean[cell] = sprintf("%.1f", 100 * $at["mean"])
	both[cell] = interval()
	if (!((table, $at["run"]) in known)) {
		known[table, $at["run"]]
		runs[table, ++n_runs[table]] = $at["run"]
		tasks[table] = $at["tasks"]
	}
	if (!($at["k"] in known_k)) {
		known_k[$at["k"]]
		ks[++n_ks] = $at["k"]
	}
}
file == 2 { over_tasks[cell] = interval() }
file == 3 {
	difference[cell] = sprintf("%+.1f (p %.3f)",
	    100 * $at["difference"], $at["p"])
	if (!($1 in known_base)) {
		known_base[$1]
		bases[++n_bases] = $1
	}
}
function interval() {
	return sprintf("%.1f to %.1f", 100 * $at["low"], 100 * $at["high"])
}
function put(group, method,    table, i, j, run, cell) {
	table = group FS method
	printf "| %s, %s, %d tasks ", method, group, tasks[table]
	for (i = 1; i <= n_ks; i++)
		printf "| k=%s ", ks[i]
	printf "| k=%s: seeds, queries | tasks ", k
	for (i = 1; i <= n_bases; i++)
		printf "| to %s ", bases[i]
	printf "|\n|---"
	for (i = 1; i <= n_ks + 2 + n_bases; i++)
		printf "|---"
	print "|"
	for (j = 1; j <= n_runs[table]; j++) {
		run = runs[table, j]
		printf "| %s ", run
		for (i = 1; i <= n_ks; i++)
			printf "| %s ", mean[table FS run FS ks[i]]
		cell = table FS run FS k
		printf "| %s | %s ", both[cell], over_tasks[cell]
		for (i = 1; i <= n_bases; i++)
			printf "| %s ", difference[method FS bases[i] FS run FS \
			    group FS k]
		print "|"
	}
	print ""
}
END {
	for (g = 1; g <= n_groups; g++) {
		if ((groups[g] FS "direct") in n_runs)
			put(groups[g], "direct")
		if ((groups[g] FS "channel") in n_runs)
			put(groups[g], "channel")
	}
}
