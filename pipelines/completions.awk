# Completions of one tool out of its --help:
#	TOOL --help | awk -v tool=TOOL -v shell=bash|zsh -f completions.awk
# An option whose value is written as a|b|c is completed to these words, one
# whose value is a DIR, FILE or PATH to names of files.

# option LINE: a line of the help that begins with an option
function option(line, at, words, i) {
	if (match(line, /--[a-z0-9][a-z0-9-]*/) == 0)
		return
	n++
	long[n] = substr(line, RSTART, RLENGTH)
	short[n] = line ~ /^ +-[A-Za-z0-9], / ? substr(line, 3, 2) : ""
	line = substr(line, RSTART + RLENGTH)
	value[n] = line ~ /^ [^ ]/ ? substr(line, 2) : ""
	sub(/ .*/, "", value[n])
	help[n] = line
	sub(/^ [^ ]+/, "", help[n])
	gsub(/^ +| +$/, "", help[n])
}

# words V: the words of "a|b|c", "" where V is no such list
function words(v) {
	if (v !~ /^[a-z0-9-]+(\|[a-z0-9-]+)+$/)
		return ""
	gsub(/\|/, " ", v)
	return v
}

function files(v) {
	return v ~ /DIR|FILE|PATH/
}

function bash(i, f) {
	f = "_" tool
	gsub(/-/, "_", f)
	printf "%s()\n{\n\tlocal word=$2\n\n\tcase $3 in\n", f
	for (i = 1; i <= n; i++) {
		if (value[i] == "" || words(value[i]) == "" && files(value[i]))
			continue
		printf "\t%s%s)\n\t\tCOMPREPLY=($(compgen -W '%s' -- \"$word\"))\n", \
		    short[i] == "" ? "" : short[i] "|", long[i], words(value[i])
		printf "\t\treturn\n\t\t;;\n"
	}
	printf "\tesac\n\t[[ $word != -* ]] || COMPREPLY=($(compgen -W '"
	for (i = 1; i <= n; i++)
		printf "%s%s", i == 1 ? "" : " ", long[i]
	printf "' -- \"$word\"))\n}\ncomplete -o default -F %s %s\n", f, tool
}

function zsh(i, v, h, name) {
	printf "#compdef %s\n_arguments -s -S \\\n", tool
	for (i = 1; i <= n; i++) {
		v = ""
		if (value[i] != "")
			v = ":value:" (words(value[i]) != "" ? \
			    "(" words(value[i]) ")" : \
			    files(value[i]) ? "_files" : " ")
		h = help[i]
		gsub(/'/, "", h)
		gsub(/\[/, "(", h)
		gsub(/\]/, ")", h)
		gsub(/:/, "\\:", h)
		printf "\t'*%s[%s]%s' \\\n", long[i], h, v
		if (short[i] != "")
			printf "\t'*%s[%s]%s' \\\n", short[i], h, v
	}
	printf "\t'*:file:_files'\n"
}

/^ +-/ {
	option($0)
	# two options in one line: "-h, --help; --version"
	if (match($0, /; --/))
		option(substr($0, RSTART + 1))
	next
}
# a long help goes on in the next lines
n > 0 && /^ / {
	gsub(/^ +/, "")
	help[n] = help[n] (help[n] == "" ? "" : " ") $0
}
END {
	if (shell == "zsh")
		zsh()
	else
		bash()
}
