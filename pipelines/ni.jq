# Natural Instructions, v1 and v2 (Super-NaturalInstructions): task files to
# examples, read as a stream, so that a file of any size takes little memory:
#
#	jq -cn --stream -f pipelines/ni.jq tasks/*.json >ni.jsonl
#
# A task is named after its file.  The definition is the instruction, the
# first category the family; positive examples may only be demonstrations.

# How far the path of an event leads to a list of examples; null: to none.
def depth:
  if .[0] == "Instances" or .[0] == "Positive Examples" then 1
  elif .[:2] == ["Examples", "Positive Examples"] then 2
  else null end;

def example($file):
  if .definition == null
  then error("\($file): examples stand before the Definition") else . end
  | {task: ($file | sub("^.*/"; "") | sub("[.]json$"; "")),
     input: .item.input, output: .item.output, options: [],
     instruction: .definition}
    + (if .item.id then {id: .item.id} else {} end)
    + (if .category then {family: .category} else {} end)
    + (if .list == "Instances" then {} else {use: "demo"} end);

foreach inputs as [$path, $leaf] ({};
  ($path | depth) as $n | .out = null
  | if $n != null and ($path | length) > $n + 1 then
      # of an example: a leaf, or its end
      .list = $path[$n - 1]
      | if $leaf != null then .item |= setpath($path[$n + 1:]; $leaf)
        elif ($path | length) == $n + 2
        then .out = example(input_filename) | .item = null
        else . end
    elif $path[0] == "Definition" then .definition = (.definition // $leaf)
    elif $path[0] == "Categories" then .category = (.category // $leaf)
    else . end
  | if $leaf == null and ($path | length) == 1
    then {out} else . end;	# the end of a file
  .out // empty)
