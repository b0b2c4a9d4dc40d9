#!/bin/sh
# Audit a catalogue every night: sh nightly.sh CATALOGUE FOLDER
# 0: all is well. 1: below the bar, or worse than the last good night. Anything else: look at what it said.
set -u
catalogue=$1 folder=$2
mkdir -p "$folder" || exit 6

labelaudit scan "$catalogue" -o "$folder/report" --fail-on k2-form --max-review 50%
bar=$?
case $bar in 0 | 1 | 7) ;; *) exit "$bar" ;; esac

worse=0
if [ -e "$folder/good.jsonl" ]; then
    labelaudit diff "$folder/good.jsonl" "$folder/report" -o "$folder/changes.html"
    worse=$?
fi
if [ "$bar" = 0 ] && [ "$worse" = 0 ]; then
    cp "$folder/report/results.jsonl" "$folder/good.jsonl"
fi
[ "$worse" = 0 ] || exit "$worse"
exit "$bar"
