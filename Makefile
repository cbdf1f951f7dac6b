# Two commands do everything: `make run` and `make test`. Each sets up what is missing first.
# `make check` is what has to pass before a change is handed in.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

# What the program needs beside Python on Debian and Ubuntu, and what the tests need beyond that.
RUN_PACKAGES  := libvlc5 vlc-plugin-base libegl1 libgl1 libopengl0 libdbus-1-3 libfontconfig1 \
	libglib2.0-0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 \
	libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xinerama0 \
	libxcb-xkb1 libpulse0 fonts-noto-cjk
TEST_PACKAGES := ffmpeg libavcodec-extra sox libsox-fmt-all strace espeak-ng

.PHONY: setup setup-system setup-test run test check format lint types layers translations \
	screenshots installer lock clean

setup: setup-system $(STAMP)

$(STAMP): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable '.[dev]'
	@touch $(STAMP)

setup-system:
	@sh .ci/system-packages $(RUN_PACKAGES)

setup-test:
	@sh .ci/system-packages $(RUN_PACKAGES) $(TEST_PACKAGES)

# With a display: the window, on a demo workspace at the first start. Without one (a server, a
# container): the demo, offscreen, with the same widgets and player; it says where its pictures lie.
run: setup
	@if [ "$$(uname)" != Linux ] || [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		$(BIN)/qa-desktop --demo; \
	else \
		echo "No display here: running the demo offscreen."; \
		QT_QPA_PLATFORM=offscreen $(BIN)/qa-desktop demo --out demo-out; \
	fi

# A process per core; a file of tests stays in one of them. The many programs that the tests start
# read what was compiled for the first of them, also where the shell forbids to keep it.
TESTS := PYTHONDONTWRITEBYTECODE= QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --numprocesses auto --dist loadfile

test: setup-test $(STAMP)
	$(TESTS)

check: setup-test $(STAMP) format lint types layers
	$(TESTS)

format: $(STAMP)
	$(BIN)/ruff format --check .

lint: $(STAMP)
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports

# Finds the strings of the interface and compiles what is translated; the Chinese is written into
# the .ts file by hand.
TS := qa_desktop_zh_CN
translations: $(STAMP)
	cd resources/translations && ../../$(BIN)/pyside6-lupdate -extensions py ../../qa_desktop/ui \
		-locations none -no-obsolete -source-language en -target-language zh_CN -ts $(TS).ts
	cd resources/translations && ../../$(BIN)/pyside6-lrelease $(TS).ts -qm $(TS).qm

# The pictures of the guide and of the README, of the real program on a filled workspace. More of
# it (every screen and dialog, both themes, three sizes): python -m tests.pictures OUT
PICTURES := inspect why calls coaching reports roster scorecard
screenshots: setup
	$(BIN)/python -m tests.pictures docs/guide/pictures --plain --theme light --scale 1 \
		--size 1280x720 $(addprefix --screen ,$(PICTURES))

# The program with all it needs in dist/qa-desktop, for the system this runs on.
installer: setup-system $(STAMP)
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable '.[build]'
	$(BIN)/pyinstaller --noconfirm --workpath build/installer --distpath dist build_installer.spec

# Exact versions without any index address; run after changing a range in pyproject.toml.
lock:
	$(BIN)/python -m pip freeze --exclude-editable --exclude pip | LC_ALL=C sort -f > requirements.lock

clean:
	rm -rf $(VENV) build dist demo-out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
