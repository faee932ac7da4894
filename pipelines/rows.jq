# Flat objects, rows of a table, to examples: JSONL of Hugging Face data sets
# (to_json), or CSV through miller:
#
#	mlr --icsv --ojsonl cat reviews.csv | jq -cn --arg task review \
#		--arg input text --arg output label \
#		--argjson labels '["bad","good"]' -f pipelines/rows.jq
#
# input and output name columns; a whole number in output counts the labels
# from 0.  Instead of labels, --arg choices COLUMN names a list in each row:
# multiple choice.  Without either the task is free-form.  Other columns stay,
# for layouts that ask for them.  Rows without a label (null, or -1 as in
# hidden test sets) are left out, which is told.

$ARGS.named as $a
| inputs
| ($a.labels // (if $a.choices then .[$a.choices] else [] end)) as $options
| .[$a.output] as $y
| (try ($y | tonumber) catch null) as $i
| (if $y == null or $i == -1 then
    "line \(input_line_number): no label; left out" | debug | empty
  elif $options == [] or ($options | index([$y | tostring])) then
    $y | tostring
  elif $i != null and $i >= 0 and $options[$i] != null then
    $options[$i]
  else
    error("line \(input_line_number): \($y) is no label")
  end) as $output
| with_entries(select(.value | type == "string" or type == "number"))
  + {task: $a.task, input: (.[$a.input] | tostring), output: $output,
     options: $options}
