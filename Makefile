# Every command of the project; bare `make` lists those with a description.
PYTHON ?= python3
BOT := .venv/bin/bot
SETUP := $(PYTHON) -m bot.serve.setup
CHECKS := .venv/bin/python -m bot.serve.checks

export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.PHONY: help run chat train validate evaluate bench lint types test needs-python needs-tools needs-dev

help:
	@awk -F ' *## *' '/^[a-z-]+:.*##/ { sub(/:.*/, "", $$1); printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: needs-python ## 安装、训练并启动整个助手 · set up, train and run everything
	@$(SETUP) run
	@$(BOT) serve

chat: needs-tools ## 在终端里和它对话（先在另一个终端 make run） · talk to it in the terminal
	@$(BOT) chat

train: needs-tools ## 按现在的数据训练模型 · train the model for the current data
	@$(BOT) train

validate: needs-tools ## 检查 data/ 里写的一切 · check everything below data/
	@$(BOT) validate

evaluate: needs-tools ## 在留出集上评测模型 · measure the model on the held-out set
	@$(BOT) evaluate

bench: needs-tools ## 与原版 Rasa 比较 · compare with stock Rasa on the same data
	@$(BOT) bench

lint: needs-dev ## 检查代码与数据的写法 · check style and imports
	@$(CHECKS) lint

types: needs-dev ## 检查类型 · check types
	@$(CHECKS) types

test: needs-dev ## 全部检查与测试 · every check and test
	@$(CHECKS)

needs-dev: needs-python
	@$(SETUP) test

needs-tools: needs-python
	@$(SETUP) run

needs-python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null || \
	{ echo "Python 3.8 or newer is needed as $(PYTHON); install it, or name another one: make run PYTHON=…"; exit 1; }
