# make alone prints the targets. Nothing here needs a network once .venv is made.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:

DEMO_FLAGS ?=
TEST_FLAGS ?=
BENCH_FLAGS ?=

BIN := .venv/bin
# The checks need a database's dialect, not its contents; nothing is left behind.
NO_DATABASE := HALFSKY_DATABASE=sqlite:///:memory:
PIP := -m pip --disable-pip-version-check
# What shows a property more examples when it is asked to prove it, and kills more imports.
PROVEN := tests/figures tests/sheets/test_same_rules.py tests/sheets/test_killed.py \
	tests/sheets/test_hostile.py
PO := $(wildcard halfsky/locale/*/LC_MESSAGES/*.po halfsky/site/locale/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)
# What can name an icon; the sprite is cut to the icons that are named.
PAGES := $(shell find halfsky -name '*.html' -o -name '*.py')
ASSETS := halfsky/site/static/vendor/.made
say = @printf '\n== %s\n' '$(1)'

# The first Python that this product runs on. Each is tried, not looked up: a version manager
# leaves commands on the path that only say the version is not there.
find_python = python=; for candidate in python3.11 python3.12 python3.13 python3; do \
	if "$$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	2>/dev/null; then python=$$candidate; break; fi; done; \
	if [ -z "$$python" ]; then \
	echo '找不到 Python 3.11、3.12 或 3.13 · HalfSky needs Python 3.11, 3.12 or 3.13.' >&2; exit 1; fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	echo "$$python 缺少 venv 模块，请先安装 python3-venv · $$python has no venv module: install the package python3-venv." >&2; \
	exit 1; fi

# $(call environment,FOLDER,LOCK): the virtual environment, what the lock lists, and the product.
define environment
@$(find_python); [ -x $(1)/bin/pip ] || { printf '\n== %s\n' '建立虚拟环境 · making $(1)'; "$$python" -m venv $(1); }
$(call say,安装 $(2) · installing $(2))
$(1)/bin/python $(PIP) install --require-hashes -r $(2)
@$(1)/bin/python $(PIP) install --quiet --no-deps --no-build-isolation -e .
@touch $@
endef

help:
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile

demo: .venv/.run $(MO) $(ASSETS)  ## 演示：示例城市的数字和两份总结 · the sample city: figures and two summaries (DEMO_FLAGS)
	$(call say,演示 · demo)
	@$(BIN)/halfsky demo $(DEMO_FLAGS)

test: .venv/.test $(MO) $(ASSETS)  ## 测试：SQLite 与 PostgreSQL · tests on SQLite, then on PostgreSQL (TEST_FLAGS)
	@$(BIN)/python scripts/run_tests.py $(TEST_FLAGS)

check: check-code check-django  ## 检查：代码、类型、分层、迁移 · style, types, layers, migrations

check-code: .venv/.test $(ASSETS)
	$(call say,ruff check)
	@$(BIN)/ruff check .
	$(call say,ruff format --check)
	@$(BIN)/ruff format --check .
	$(call say,mypy)
	@$(BIN)/mypy
	$(call say,import-linter)
	@$(BIN)/lint-imports

check-django: .venv/.test $(MO) $(ASSETS)
	$(call say,halfsky manage check)
	@$(NO_DATABASE) $(BIN)/halfsky manage check
	$(call say,halfsky manage makemigrations --check)
	@$(NO_DATABASE) $(BIN)/halfsky manage makemigrations --check --dry-run

fix: .venv/.test  ## 整理代码格式 · format the code and mend what can be mended
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

docs: .venv/.run $(MO)  ## 生成文档 · write docs/registers.md and docs/figures.md
	@$(BIN)/python scripts/make_docs.py

assets: $(ASSETS)  ## 网页所用的文件 · the files of others that pages load, fetched once by npm

catalogue: .venv/.run  ## 网页文字的英文 · gather what templates say, print what has no English yet
	@$(BIN)/python scripts/make_catalogue.py

bench: .venv-bench/.bench $(MO)  ## 测速 · measure speed and memory on both databases (BENCH_FLAGS)
	@.venv-bench/bin/python scripts/bench.py $(BENCH_FLAGS)
	$(call say,核对器 · the checker)
	@PYTHONPATH=. .venv-bench/bin/python scripts/bench_check.py
	$(call say,填报链接 · reporting links)
	@.venv-bench/bin/python scripts/bench_links.py
	$(call say,表格 · spreadsheets)
	@.venv-bench/bin/python scripts/bench_sheets.py
	@.venv-bench/bin/python scripts/bench_returned.py
	$(call say,启用名册 · setting up)
	@.venv-bench/bin/python scripts/bench_setup.py

prove: .venv/.test $(MO)  ## 用大量随机数据检验统计和权限 · the properties of figures and sheets with many examples; every right at every door; a whole city set up
	@HYPOTHESIS_PROFILE=prove $(BIN)/python -m pytest -n 2 $(PROVEN) $(TEST_FLAGS)
	@HALFSKY_MATRIX=whole $(BIN)/python -m pytest -n 2 -rP tests/matrix
	@HALFSKY_SETUP=whole $(BIN)/python -m pytest -rP tests/setup/test_untidy.py

venv: .venv/.test $(MO)

$(ASSETS): assets/package-lock.json assets/SHA256SUMS scripts/make_assets.py $(PAGES) | .venv/.run
	@$(BIN)/python scripts/make_assets.py

.venv/.run: requirements/run.txt pyproject.toml
	$(call environment,.venv,requirements/run.txt)

# The test lock holds everything in the run lock, so it serves for both.
.venv/.test: requirements/run.txt requirements/test.txt pyproject.toml
	$(call environment,.venv,requirements/test.txt)
	@touch .venv/.run

.venv-bench/.bench: requirements/bench.txt pyproject.toml
	$(call environment,.venv-bench,requirements/bench.txt)

%.mo: %.po | .venv/.run
	@$(BIN)/pybabel -q compile -i $< -o $@

.PHONY: help demo test check check-code check-django fix docs assets catalogue bench prove venv
