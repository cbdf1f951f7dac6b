"""The program itself: help, start-up, completion, where its options may stand, its window."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from qa_desktop.cli.app import COMMANDS, program
from qa_desktop.store.last_workspace import last_workspace, note_workspace
from tests.cli.conftest import Cli

HEAVY = ["numpy", "PySide6", "vlc", "av", "openpyxl", "soundfile", "sqlite_utils", "cryptography"]


def _commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every command that does something, by the words that name it."""
    found = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            found += _commands(command, (*path, name))
        if not isinstance(command, click.Group) or command.invoke_without_command:
            found.append((*path, name))
    return found


ALL = _commands(program)


def test_the_commands_of_this_release_are_there() -> None:
    assert {" ".join(words) for words in ALL} == {
        *("demo", "import recordings", "import agents", "import calls", "recordings", "score"),
        *("evaluate", "annotate", "scorecard check", "scorecard list", "scorecard show", "peaks"),
        *("scorecard convert", "scorecard diff", "scorecard export", "scorecard import"),
        *("slip list", "slip show", "slip print", "slip verify"),
        *(f"slip fund {act}" for act in ("list", "receive", "spend", "reverse", "sheet")),
        *("slip standard show", "slip standard check", "slip standard publish"),
        *("faults list", "faults import", "faults export"),
        *(
            f"library {act}"
            for act in ("list", "shelve", "unshelve", "tags", "playlists", "export")
        ),
        *("scorecard propose", "scorecard publish", "scorecard retire", "scorecard whatif"),
        *(
            "identity new",
            "identity show",
            "identity card",
            "identity passphrase",
            "history",
            "digest",
            "check",
            "rebuild",
            "bench",
        ),
        *("team create", "team show", "team add", "team roles", "team revoke", "team join"),
        *("team successor", "team recover"),
        *("backup", "restore", "recover", "erase recording", "erase agent", "erase customer"),
        *("trash list", "trash restore"),
        *(
            "report daily-detail",
            "report feedback",
            "report why-score",
            "import stats",
            "import reverse",
        ),
        *("bundle receipt", "bundle request", "bundle answer", "export dataset", "clip"),
        *("bundle write", "bundle show", "bundle merge", "conflicts", "conflicts resolve"),
    }


def test_help_and_completion_load_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['qa-desktop', '--help']\n"
        "from qa_desktop.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as done: assert not done.code\n"
        f"print('LOADED', sorted(set({HEAVY}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert "recordings" in done.stdout and done.stdout.endswith("LOADED []\n")


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_command_has_help(cli: Cli, words: tuple[str, ...]) -> None:
    answer = cli(*words, "--help")
    assert answer.status == 0
    assert answer.out.startswith(f"Usage: qa-desktop {' '.join(words)}")


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_command_takes_the_common_options_after_its_name(words: tuple[str, ...]) -> None:
    command: click.Command = program
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None
        command = found
    options = {name for parameter in command.params for name in parameter.opts}
    assert {"--json", "--workspace", "--lang"} <= options


def test_the_list_of_commands_says_what_their_help_says() -> None:
    for name, (_, line) in COMMANDS.items():
        command = program.get_command(click.Context(program), name)
        assert command is not None and command.help is not None
        assert command.help.split("\n")[0] == line


def test_json_may_stand_before_and_after_the_name(cli: Cli) -> None:
    before, after = cli("--json", "scorecard", "list"), cli("scorecard", "list", "--json")
    between = cli("scorecard", "--json", "list")
    assert before.document == after.document == between.document
    assert len(after.document) == 5


def test_a_workspace_named_later_wins(cli: Cli, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    cli("--workspace", one, "identity", "new", "--name", "一", "--workspace", two)
    assert not one.exists() and two.is_dir()


def test_messages_come_in_the_language_asked_for(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {lang: cli("recordings", "--lang", lang).err for lang in ("zh_CN", "en")}
    assert "这里没有工作区" in said["zh_CN"] and "There is no workspace" in said["en"]
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert cli("recordings").err == said["zh_CN"]


def test_the_last_opened_workspace_is_the_default(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("QA_DESKTOP_WORKSPACE")
    assert last_workspace() is None
    cli("identity", "new", "--name", "李敏", "--workspace", tmp_path / "工作区 \u202ex")
    note_workspace(tmp_path / "工作区 \u202ex")
    assert cli("identity", "show", "--json").document["name"] == "李敏"


def test_without_a_command_the_window_opens(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    window = ModuleType("qa_desktop.ui.app")
    window.run = lambda *given: opened.append(given) or 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "qa_desktop.ui.app", window)
    assert cli("--lang", "zh_CN").status == 0
    assert opened == [(folder, "zh_CN", None)]


def test_completion_knows_the_commands(program: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {
        **os.environ,
        "_QA_DESKTOP_COMPLETE": "bash_complete",
        "COMP_WORDS": "qa-desktop sc",
        "COMP_CWORD": "1",
    }
    script = "from qa_desktop.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["plain,score", "plain,scorecard"]


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["annotate"], ["recordings", "--limit", "x"], ["import"], ["--lang", "fr"]],
)
def test_wrong_usage_is_status_2_with_a_document(cli: Cli, arguments: list[str]) -> None:
    answer = cli(*arguments, "--json")
    assert answer.status == 2
    assert answer.error["id"] == "cli.usage"
    assert "--help" in answer.error["remedy"]
    assert cli(*arguments).out == ""


CLIP = ("clip", "x", "--out", "a.wav", "--to", "0:09", "--from")
PERIOD = ("--from", "2026-11-01", "--to", "2026-11-22")


@pytest.mark.parametrize(
    ("arguments", "chinese"),
    [
        (("clip", "x", "--from", "1", "--to", "2", "--out", "a.ogg"), "文件名要以 .wav"),
        ((*CLIP, "00x"), "00x"),
        ((*CLIP, "1", "--bleep", "0:05-0:02"), "结束时间要晚于开始时间"),
        (("scorecard", "publish", "--reason", "r"), "只能给一个"),
        (("scorecard", "whatif", "a.toml", "--draft", "x", *PERIOD), "只能给一个"),
        (("scorecard", "propose", "x", *PERIOD, "--strength", "k"), "要在 0 到 100 之间"),
        (("clip", "\udcff", *CLIP[2:], "1"), "不是 UTF-8"),
    ],
)
def test_what_the_program_itself_finds_wrong_is_said_in_the_persons_language(
    cli: Cli, arguments: tuple[str, ...], chinese: str
) -> None:
    answer = cli(*arguments, "--lang", "zh_CN", "--json")
    assert answer.status == 2 and chinese in answer.error["message"]
    told = answer.error["message"].replace("UTF-8", "")
    assert not re.search(r"(?<![-.\w])[A-Za-z]+ [a-z]", told), "English words in a row"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reprt"], "没有“reprt”这个命令。是不是想输入 report, export？"),
        (["qqq"], "没有“qqq”这个命令。"),
        (["annotate"], "缺少 RECORDING。"),
        (["recordings", "--limit", "x"], "--limit 的值不对：要填数字。"),
        (["recordings", "--limit", "-3"], "--limit 的值不对：要在 1 到 … 之间。"),
        (["recordings", "--limt", "3"], "没有 --limt 这个选项。是不是想输入 --limit？"),
        (["recordings", "--json=1"], "--json 后面少了值，或者不该带值。"),
        (["recordings", "a", "b"], "多出了参数：a b"),
        (["bundle"], "缺少子命令。"),
        (
            ["report", "daily-detail", "--from", "x"],
            "--from 的值不对：日期要写成 2026-11-22 这样。",
        ),
        (["--lang", "fr"], "--lang 的值不对：只能是 zh_CN, en 之一。"),
    ],
)
def test_wrong_usage_is_said_in_chinese_too(
    cli: Cli, arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert cli(*arguments, "--json").error["message"] == f"命令写得不对：{said}"


def test_text_that_is_no_text_is_wrong_usage(program: Cli, folder: Path) -> None:
    command = [sys.executable, "-m", "qa_desktop", "identity", "new", "--json", "--name"]
    done = subprocess.run([*command, b"\xff\xfe"], capture_output=True, check=False)
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["id"] == "cli.usage"
    assert not folder.exists()


def test_a_bug_is_status_1_with_its_traceback_in_the_log(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    cli("identity", "new", "--name", "李敏")
    from qa_desktop.cli import health

    def broken(*_: object) -> None:
        raise RuntimeError("this is the bug")

    monkeypatch.setattr(health.operations, "kept_digest", broken)
    answer = cli("digest", "--json")
    assert answer.status == 1
    assert answer.error["id"] == "cli.bug"
    log = folder / "log" / "errors.log"
    assert str(log) in answer.error["remedy"]
    assert "RuntimeError: this is the bug" in log.read_text()
