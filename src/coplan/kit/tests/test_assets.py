"""Style sheets, scripts and templates: all there, all ours to serve, nothing inline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

from coplan.kit.assets import StaticStorage

KIT = Path(__file__).parents[1]
TEMPLATES = sorted((KIT / "templates").rglob("*.html"))
VENDOR = KIT / "static" / "vendor"


def test_localhost_serves_files_under_their_own_names() -> None:
    with override_settings(LOCAL=True):
        assert StaticStorage().url("kit/css/frame.css") == "/static/kit/css/frame.css"


def test_elsewhere_names_carry_the_content_and_modules_find_each_other(tmp_path: Path) -> None:
    storages = {"staticfiles": {"BACKEND": "coplan.kit.assets.StaticStorage"}}
    with override_settings(LOCAL=False, STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        address = StaticStorage().url("kit/js/start.js")
    name = re.fullmatch(r"/static/(kit/js/start\.[0-9a-f]{12}\.js)", address)
    assert name is not None
    imported = re.findall(r'from "\./(\S+?)"', (tmp_path / name[1]).read_text())
    assert len(imported) == 5
    assert [file for file in imported if not (tmp_path / "kit" / "js" / file).exists()] == []


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda path: path.relative_to(KIT / "templates").as_posix()
)
def test_templates_keep_to_the_security_policy(template: Path) -> None:
    text = template.read_text()
    assert re.findall(r"""\sstyle=|<style|\son[a-z]+=["']|hx-on|javascript:""", text) == []
    scripts = re.findall(r"<script[^>]*>", text)
    assert [tag for tag in scripts if "src=" not in tag and 'type="application/json"' not in tag] == []


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda path: path.relative_to(KIT / "templates").as_posix()
)
def test_static_files_named_in_templates_exist(template: Path) -> None:
    named = re.findall(r"""{% static ['"]([^'"]+)['"] %}""", template.read_text())
    assert [name for name in named if finders.find(name) is None] == []


def test_every_vendored_folder_has_its_licence_and_is_listed() -> None:
    listed = (VENDOR / "README.md").read_text()
    folders = [folder for folder in VENDOR.iterdir() if folder.is_dir()]
    assert {folder.name for folder in folders if f"`{folder.name}`" not in listed} == set()
    assert [folder.name for folder in folders if not list(folder.glob("LICENSE*"))] == []
