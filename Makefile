# One gate for everything: make check. The steps are targets of their own.

GO      ?= go
TOOLS   := $(CURDIR)/out/tools
GOFILES  = $$(find . -name '*.go' -not -path './out/*' -not -path '*/node_modules/*')
REGION  ?= shanxi
FUZZFOR ?= 1m

.DEFAULT_GOAL := build
.NOTPARALLEL:
.PHONY: build run demo fmt check check-long needs tools format vet staticcheck \
	deadcode browser test test-long fuzz golden bench shots clean

## build        the program, as ./hinterland
build:
	$(GO) build -o hinterland ./cmd/hinterland

## run          the program with ARGS, for example: make run ARGS="demo iowa"
run:
	$(GO) run ./cmd/hinterland $(ARGS)

## demo         open the office of a sample region (REGION=shanxi or iowa)
demo: build
	./hinterland demo $(REGION)

## fmt          format every Go file
fmt: tools
	@$(TOOLS)/gofumpt -w $(GOFILES)

# The Go tests come last: their lines close the output. The browser runs beside
# the other steps.
STEPS := browser format vet staticcheck deadcode test

# A tree that belongs to another user has no version for the go command to stamp.
check check-long: export GOFLAGS := $(strip $(GOFLAGS) -buildvcs=false)

## check        all tests and gates; installs on Debian what they need
check: needs tools
	@.ci/steps "$(MAKE)" $(STEPS)

## check-long   what takes more than a quarter of an hour: long tests, fuzzing, benchmarks
check-long: needs test-long fuzz bench

needs:
	@.ci/needs

tools:
	@$(GO) -C tools build -o $(TOOLS)/ tool

format: tools
	@bad=$$($(TOOLS)/gofumpt -l $(GOFILES)); \
	if [ -n "$$bad" ]; then echo "not formatted; run make fmt:"; echo "$$bad"; exit 1; fi

vet:
	@$(GO) vet ./...

staticcheck: tools
	@$(TOOLS)/staticcheck ./...

deadcode: tools
	@.ci/deadcode $(TOOLS)/deadcode

browser:
	@.ci/memory .ci/postgres --hasty .ci/browser

# SQLite comes as C put into Go: watched by the race detector it takes several times
# as long, and what is watched would not be ours; nor is its memory. What is around it
# stays watched: it shares generic code of sync with us, of which the linker keeps one
# copy for all; but how it counts with pointers is not. Decision 44 says why.
RACE := -race -gcflags=modernc.org/sqlite/lib=-race=false \
	-gcflags=modernc.org/memory=-race=false -gcflags=modernc.org/libc=-d=checkptr=0

# The tests of records run on PostgreSQL too; .ci/postgres brings a server.
test:
	@.ci/memory .ci/postgres --hasty .ci/test $(GO) $(RACE)

test-long:
	HINTERLAND_LONG=1 .ci/memory .ci/postgres --hasty $(GO) test -timeout 3h ./...

fuzz:
	@.ci/fuzz $(FUZZFOR)

## golden       the schemas that store/testdata keeps, written anew after a migration
golden:
	HINTERLAND_GOLDEN=1 .ci/postgres $(GO) test -run 'Schema|Migrations' ./store

bench:
	$(GO) test -run '^$$' -bench . -benchtime 1x -timeout 1h ./...

## shots        pictures of the reports and the office, in out/shots
shots: export SHOTS = 1
shots: browser

clean:
	rm -rf out hinterland
