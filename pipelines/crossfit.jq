# CrossFit's TSV files to examples: the input, a tab, then an output or more,
# all of them right:
#
#	jq -cnR --arg labels 'negative,positive' -f pipelines/crossfit.jq \
#		sst2_16_100_train.tsv >sst2_16_100_train.jsonl
#
# The task is the file's name without _K_SEED_PART; without labels it is
# free-form.  CrossFit's k counts examples of each label, MetaICL's all.

inputs | split("\t") as [$input] | split("\t")[1:] as $outputs
| if $outputs == []
  then error("line \(input_line_number): no tab in it")
  else . end
| {task: (input_filename | sub("^.*/"; "") |
       sub("(_[0-9]+_[0-9]+_(train|dev|test))?[.]tsv$"; "")),
   input: $input,
   output: (if ($outputs | length) == 1 then $outputs[0] else $outputs end),
   options: ($ARGS.named.labels // "" | split(","))}
