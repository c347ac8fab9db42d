#!/usr/bin/env bash
# The project's own check: installs what the machine lacks, builds once in Release with warnings as errors, runs everything, and ends
# with one line "N passed, N failed". Exit code 0 only when nothing failed and every test project ran tests.
#
#   ./test.sh           everything (some minutes)
#   ./test.sh --fast    the hermetic tests only: no external tools, no child processes, no demo
#   ./test.sh --long    everything, and scenarios that can be exhaustive are (hours)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

fast=false long=false
for option in "$@"; do
  case "$option" in
    --fast) fast=true ;;
    --long) long=true ;;
    *) echo "usage: ./test.sh [--fast | --long]" >&2; exit 2 ;;
  esac
done

# Nodes and commands are started by the hundred and live for seconds: what it costs to profile their code for a later optimization is never
# earned back here, and is a quarter of their time. Who runs a node leaves it on.
export DOTNET_TieredPGO=0

# Quiet, and no build server outlives the run.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false

passed=0 failed=0 skipped=0
complaints=()
started=$SECONDS
# Everything temporary lies in one folder, and every process started here carries its name: so leftovers can be found.
# What scenarios count is written into its folder "reports" and printed after them.
SEDX_TEST_RUN="$(mktemp -d "${TMPDIR:-/tmp}/sedx-test.XXXXXX")"
export SEDX_TEST_RUN TMPDIR="$SEDX_TEST_RUN/tmp"
mkdir "$TMPDIR"
if $long; then export SEDX_LONG=1; fi

# Processes that carry this run's name in their environment, without this shell and its children of the moment.
leftovers() {
  local entry pid
  for entry in /proc/[0-9]*; do
    pid="${entry#/proc/}"
    [ "$pid" != "$$" ] && [ "$pid" != "$BASHPID" ] || continue
    grep -qzxF "SEDX_TEST_RUN=$SEDX_TEST_RUN" "$entry/environ" 2>/dev/null || continue
    [ "$(ps -o ppid= -p "$pid" 2>/dev/null | tr -d ' ')" != "$BASHPID" ] || continue
    echo "$pid"
  done
}

finish() {
  local code=$?
  if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; complaints+=("test.sh itself stopped with code $code"); fi
  local pid
  for pid in $(leftovers); do kill -KILL "$pid" 2>/dev/null || true; done
  rm -rf "$SEDX_TEST_RUN"
  if [ "${#complaints[@]}" -gt 0 ]; then
    printf '\nFailed:\n'
    printf '  %s\n' "${complaints[@]}"
  fi
  printf '\n%d s\n' "$((SECONDS - started))"
  if [ "$skipped" -gt 0 ]; then
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  else
    printf '%d passed, %d failed\n' "$passed" "$failed"
  fi
  [ "$failed" -eq 0 ] || exit 1
}
trap finish EXIT
trap 'exit 130' INT TERM

heading() { printf '\n== %s (at %d s)\n' "$1" "$((SECONDS - started))"; }

# check NAME COMMAND…: one check that counts as one test.
check() {
  local name="$1" code=0
  shift
  "$@" || code=$?
  if [ "$code" -eq 0 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    complaints+=("$name (exit code $code)")
  fi
  return "$code"
}

# 1. The machine.
declare -A package_of=(
  [git]=git [curl]=curl [unzip]=unzip [tmux]=tmux [jq]=jq [openssl]=openssl [softhsm2-util]=softhsm2 [xmllint]=libxml2-utils [xmlsec1]=xmlsec1 [strace]=strace
  [mkfs.ext4]=e2fsprogs [mount]=mount [losetup]=mount
  [chromium]=chromium [gost-engine]=libengine-gost-openssl [zip]=zip [node]=nodejs [npm]=npm [ip]=iproute2 [bridge]=iproute2 [faketime]=faketime)

have() {
  case "$1" in
    gost-engine) openssl engine gost 2>/dev/null | grep -q gost ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
  esac
}

missing_tools() {
  local tool
  for tool in "$@"; do have "$tool" || echo "$tool"; done
}

install_tools() {
  local tool as_root=() packages=() missing
  missing=$(missing_tools "$@")
  [ -n "$missing" ] || return 0
  for tool in $missing; do packages+=("${package_of[$tool]}"); done
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root=(sudo -n); else as_root=(false); fi
  fi
  if command -v apt-get >/dev/null 2>&1; then
    echo "installing ${packages[*]}"
    if "${as_root[@]}" apt-get -qq update >"$SEDX_TEST_RUN/apt.log" 2>&1; then :; fi
    if "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${packages[@]}" \
      >>"$SEDX_TEST_RUN/apt.log" 2>&1; then :; else tail -n 5 "$SEDX_TEST_RUN/apt.log"; fi
  fi
  missing=$(missing_tools "$@")
  [ -n "$missing" ] || return 0
  packages=()
  for tool in $missing; do packages+=("${package_of[$tool]}"); done
  echo "Missing: $(echo "$missing" | tr '\n' ' ')" >&2
  echo "Install them first, on Debian: sudo apt-get install ${packages[*]}" >&2
  return 1
}

# npm_package NAME VERSION: a package that only scenarios use, in a folder of this run.
npm_package() {
  npm install --prefix "$SEDX_TEST_RUN/npm" --no-audit --no-fund --ignore-scripts "$1@$2" >"$SEDX_TEST_RUN/npm.log" 2>&1 && return 0
  tail -n 5 "$SEDX_TEST_RUN/npm.log"
  echo "The npm package $1 $2 could not be installed." >&2
  return 1
}

heading "the machine"
if ! command -v dotnet >/dev/null 2>&1; then
  echo "There is no .NET SDK. Install version 10: https://dotnet.microsoft.com/download/dotnet/10.0" >&2
  exit 1
fi
# global.json names the oldest SDK that will do; a machine without one makes this command fail and say so.
dotnet --version
if $fast; then
  install_tools xmllint || exit 1
else
  # Scenarios that miss their tool fail and name it; in CI nothing may be missing.
  install_tools git curl unzip tmux jq openssl xmllint xmlsec1 strace mkfs.ext4 mount losetup chromium gost-engine zip node npm softhsm2-util ip bridge faketime || [ "${CI:-}" != true ] || exit 1
  have xmllint || exit 1

  # They come over the network while the build keeps the processor busy.
  export SEDX_TUS_CLIENT="$SEDX_TEST_RUN/npm/node_modules/tus-js-client"
  export SEDX_AZURITE="$SEDX_TEST_RUN/npm/node_modules/azurite/dist/src/blob/main.js"
  npm_packages() { npm_package tus-js-client 4.3.1 && npm_package azurite 3.35.0; }
  npm_packages >"$SEDX_TEST_RUN/packages.log" 2>&1 &
  packages=$!
fi

working_tree() { git -c safe.directory='*' status --porcelain 2>/dev/null || true; }
tree_before=$(working_tree)

# 2. One build; every warning is an error.
heading "build"
UseSharedCompilation=true check "build" dotnet build Sed.Exchange.sln -c Release -v q -clp:NoSummary || exit 1

# One compiler for all projects takes a third less time than one for each, and would wait for more.
for pid in $(leftovers); do
  if grep -q VBCSCompiler "/proc/$pid/cmdline" 2>/dev/null; then kill "$pid" 2>/dev/null || true; fi
done

heading "format"
check "format" dotnet format whitespace . --folder --verify-no-changes || true
if ! $fast && ! wait "$packages"; then
  cat "$SEDX_TEST_RUN/packages.log"
  [ "${CI:-}" != true ] || exit 1
fi

# 3. Test projects. The totals come from the .trx of each, not from what a test may print.
counter() { xmllint --xpath "string(//*[local-name()='ResultSummary']/*[local-name()='Counters']/@$1)" "$2" 2>/dev/null || true; }

# Whoever sees only the end of a long run needs the names and the reasons there.
name_failed() {
  local failure="//*[local-name()='UnitTestResult'][@outcome='Failed']" place reason
  for place in $(seq 1 20); do
    reason=$(xmllint --xpath "string(($failure)[$place]/@testName)" "$1")
    [ -n "$reason" ] || return 0
    complaints+=("  $reason: $(xmllint --xpath "string(($failure)[$place]//*[local-name()='Message'])" "$1" | tr '\n' ' ' | cut -c 1-1000)")
  done
}

# Of thousands of quick tests a line each would bury what matters: those that pass are counted aloud, everything else is shown.
progress() {
  awk -v every="$1" '
    /^ *Passed / && every > 1 { n++; if (n % every == 0) { print "  … " n " passed"; fflush() } next }
    { print; fflush() }'
}

# run_tests NAME PROJECT EVERY MINUTES HANG [FILTER]: leaves results.trx in a folder of that name.
run_tests() {
  local name="$1" project="$2" every="$3" minutes="$4" hang="$5" filter="${6:-}"
  timeout --kill-after=30 "${minutes}m" dotnet test "tests/$project" --no-build -c Release ${filter:+--filter "$filter"} \
    --results-directory "$SEDX_TEST_RUN/$name" --logger "trx;LogFileName=results.trx" --logger "console;verbosity=normal" \
    --blame-hang-timeout "$hang" --blame-hang-dump-type none </dev/null 2>&1 | progress "$every"
}

# count_tests NAME CODE: adds to the totals what a run left, which ended with this code.
count_tests() {
  local name="$1" code="$2" trx="$SEDX_TEST_RUN/$1/results.trx" total executed ok bad
  total=$(counter total "$trx")
  executed=$(counter executed "$trx")
  ok=$(counter passed "$trx")
  bad=$(counter failed "$trx")
  echo "$name: ${ok:-0} passed, ${bad:-0} failed of ${total:-0}"
  if [ -z "$total" ] || [ "$total" -eq 0 ]; then
    failed=$((failed + 1))
    complaints+=("$name ran no tests (exit code $code)")
    return
  fi
  passed=$((passed + ok))
  failed=$((failed + executed - ok))
  skipped=$((skipped + total - executed))
  [ "$bad" -eq 0 ] || { complaints+=("$name: $bad of $total"); name_failed "$trx"; }
  # A crash of the test host or the time limit: the tests counted so far are not the whole story.
  if [ "$code" -ne 0 ] && [ "$((executed - ok))" -eq 0 ]; then
    failed=$((failed + 1))
    complaints+=("$name ended with code $code though no test failed")
  fi
}

# Short-lived objects by the million: with a nursery of 64 MB their collections cost a third less time than with what suits the processor's cache.
nursery=0x4000000
code=0
heading "Sed.Exchange.Tests"
DOTNET_GCgen0size=$nursery run_tests Sed.Exchange.Tests Sed.Exchange.Tests 200 10 8m || code=$?
count_tests Sed.Exchange.Tests "$code"

if ! $fast; then
  # One exhaustive scenario alone may take hours.
  if $long; then minutes=1440 hang=6h; else minutes=45 hang=8m; fi

  # Scenarios come one after the other, and wait a lot. Those that give nodes all the time they need wait beside the others, in a process of their own.
  beside='FullyQualifiedName~.Kills.|FullyQualifiedName~.Capture.OutageTests'
  others=$(sed -e 's/~/!~/g' -e 's/|/\&/g' <<<"$beside")
  heading "Sed.Exchange.Scenarios"
  run_tests beside Sed.Exchange.Scenarios 1 "$minutes" "$hang" "$beside" >"$SEDX_TEST_RUN/beside.log" 2>&1 &
  waiting=$!
  code=0
  run_tests scenarios Sed.Exchange.Scenarios 1 "$minutes" "$hang" "$others" || code=$?
  count_tests scenarios "$code"
  code=0
  tail -n +1 -f --pid="$waiting" "$SEDX_TEST_RUN/beside.log"
  wait "$waiting" || code=$?
  count_tests beside "$code"
  for report in "$SEDX_TEST_RUN"/reports/*.txt; do
    if [ -e "$report" ]; then heading "$(basename "$report" .txt)"; cat "$report"; fi
  done

  # 4. Regions that a seed makes, in one thread on virtual time: every seed that ever failed, then new ones for three minutes or, with --long, until 100,000
  # node-days are lived; what follows goes on beside them. Each commit has other new ones, and the same commit the same. A failure names the command that lives its seed again.
  seeds=(--seeds 1000000)
  if commit=$(git rev-parse --short=7 HEAD 2>/dev/null); then seeds+=(--new-from "$((1000000 + 0x${commit:0:7}))"); fi
  if $long; then seeds+=(--node-days 100000); else seeds+=(--seconds 180); fi
  lived="$SEDX_TEST_RUN/simulation.log"
  DOTNET_TieredPGO=1 DOTNET_GCgen0size=$nursery timeout --kill-after=30 4h \
    dotnet run --no-build -c Release --project tests/Sed.Exchange.Simulation -- "${seeds[@]}" </dev/null >"$lived" 2>&1 &
  simulation=$!

  # 5. Fuzzing on the other processor: each target is a test. A fault is printed with its input and with the command that shows it again.
  if $long; then fuzz_seconds=600; else fuzz_seconds=5; fi
  heading "fuzzing, $fuzz_seconds s of each target"
  timeout --kill-after=30 "$((fuzz_seconds * 30 + 300))s" dotnet run --no-build -c Release --project tests/Sed.Exchange.Fuzzing -- \
    --seconds "$fuzz_seconds" --at-a-time 1 --faults "$SEDX_TEST_RUN/faults" </dev/null 2>&1 | tee "$SEDX_TEST_RUN/fuzzing.txt" || true
  fuzzed=$(sed -nE 's/^([a-z]+): [0-9]+ runs, .* ([0-9]+) faults$/\1 \2/p' "$SEDX_TEST_RUN/fuzzing.txt")
  check "fuzzing came to its end" test -n "$fuzzed" || true
  while read -r target faults; do
    [ -z "$target" ] || check "fuzzing $target: $faults faults" test "$faults" -eq 0 || true
  done <<<"$fuzzed"

  # 6. Benchmarks measure nothing here; they must still run, beside the seeds.
  heading "benchmarks, quick"
  check "benchmarks" dotnet run --no-build -c Release --project tests/Sed.Exchange.Benchmarks -- --quick --suite ecdsa </dev/null || true
  check "benchmarks of signatures" dotnet run --no-build -c Release --project tests/Sed.Exchange.Benchmarks -- signatures --quick </dev/null || true

  # 7. README's first command, as written there; what it tells scripts is the scenarios' matter (DemoTests).
  first_command() { awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside && /^dotnet run / { print; exit }' "$1"; }
  demo=$(first_command README.md)
  heading "$demo"
  check "both READMEs start with the same command" test -n "$demo" -a "$demo" = "$(first_command README.ru.md)" || true
  check "$demo" timeout --kill-after=30 5m bash -c "$demo" </dev/null || true

  heading "simulation, ${seeds[*]}"
  tail -n +1 -f --pid="$simulation" "$lived"
  check "simulation" wait "$simulation" || complaints+=("$(grep -m 20 -E '^(seed| *replay)' "$lived" || true)")
fi

# 8. Nothing is left behind.
heading "leftovers"
no_leftovers() {
  local pid left=""
  left=$(leftovers)
  [ -n "$left" ] || return 0
  echo "Processes outlived the run:"
  for pid in $left; do ps -o pid=,args= -p "$pid" || true; done
  return 1
}
check "no process outlives the run" no_leftovers || true
check "the working tree is as it was" test "$(working_tree)" = "$tree_before" || { working_tree; true; }
[ "$failed" -eq 0 ]
