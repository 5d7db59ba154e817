#!/bin/sh
# A program of the phone: answers from a recording, $DEVICE_DATA/<key>.{out,err,rc,delay}, and writes down what was run.
# key = program and arguments joined by '+', '/' written as '@', a space inside an argument as '_'.
# A phone is asked some thirty things, so the shell does by itself what it can.
name=${0##*/}
format='%s\000'
for a in "$@"; do format="$format%s\\000"; done
IFS=+
key=$name${1++$*}
case $key in *[/\ ]*) key=$(printf '%s' "$key" | tr '/ ' '@_') ;; esac
printf '%s\n' "$key" >> "$DEVICE_LOG"
# One write, so that two at once do not mix.
printf "$format\\n" "$name" "$@" >> "$DEVICE_LOG.argv"
b=$DEVICE_DATA/$key
# Some answers change: `.then` is the one from the second time on.
[ -e "$b.then.out" ] && [ "$(grep -cxF -e "$key" "$DEVICE_LOG")" -gt 1 ] && b=$b.then
# A phone that remembers does what changes it; see memory.js.
case "$name $1" in
  'pm revoke' | 'pm grant' | 'pm set-permission-flags' | 'pm clear-permission-flags' | 'appops set' | 'am start' | 'am force-stop')
    if [ -e "$DEVICE_DATA/state.json" ]; then
      said=$DEVICE_DATA/said.$$
      mkfifo "$said"
      exec 3<> "$said"
      printf "%s\000$format\\n" "$said" "$name" "$@" > "$DEVICE_MEMORY"
      read -r rc <&3
      cat "$said.out"
      cat "$said.err" >&2
      exit "$rc"
    fi ;;
esac
# All properties: those that are recorded one by one, as a phone lists them.
if [ "$key" = getprop ] && ! [ -e "$b.rc" ]; then
  for p in "$DEVICE_DATA"/getprop+*.out; do
    k=${p##*/getprop+}
    value=
    IFS= read -r value < "$p"
    printf '[%s]: [%s]\n' "${k%.out}" "$value"
  done
  exit
fi
if ! [ -e "$b.out" ] && ! [ -e "$b.err" ] && ! [ -e "$b.rc" ]; then
  # What a phone and this computer both have may run as it is.
  [ -e "$DEVICE_TOOLS/$name" ] && exec "$DEVICE_TOOLS/$name" "$@"
  printf 'replay: nothing recorded for %s\n' "$key" >&2
  exit 125
fi
[ -e "$b.delay" ] && sleep "$(cat "$b.delay")"
[ -e "$b.err" ] && cat "$b.err" >&2
rc=0
[ -e "$b.rc" ] && read -r rc < "$b.rc"
[ -e "$b.out" ] || exit "$rc"
[ "$rc" = 0 ] && exec cat "$b.out"
cat "$b.out"
exit "$rc"
