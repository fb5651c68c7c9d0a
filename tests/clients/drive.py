"""Calls every tool and tries every route of the gateway, against vendors that answer from files."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from mcp import Client, StdioServerParameters

CLIENTS = Path(__file__).resolve().parent
HOME = Path(sys.argv[1]).resolve()
TARGET = HOME.parent / "debug"
# What the five capabilities expose together.
TOOLS, ROUTES = 54, 55
# The latest revision is what a client asks for by itself; the other begins with the older handshake.
REVISIONS = {"auto": None, "legacy": "2025-11-25"}


@contextmanager
def running(command, environment=None, **pipes):
    process = subprocess.Popen(command, env={**os.environ, **(environment or {})}, text=True, **pipes)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def gateway(environment, *capabilities):
    """The gateway on free ports: the addresses of REST and of MCP."""
    rest, mcp = free_port(), free_port()
    places = ["--rest", f"127.0.0.1:{rest}", "--mcp", f"127.0.0.1:{mcp}", "--log", "warn"]
    with running([TARGET / "meterforge", "serve", *capabilities, *places], environment) as process:
        for port in (rest, mcp):
            wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield f"http://127.0.0.1:{rest}", f"http://127.0.0.1:{mcp}"


def wait_for(url, process):
    for _ in range(200):
        if process.poll() is not None:
            raise SystemExit(f"the gateway ended with {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"{url} does not answer")


async def call_all(server, tools, mode, revision):
    """Lists the tools and calls each; the client checks every result against the schema that it was promised."""
    async with Client(server, mode=mode) as client:
        assert revision in (None, client.protocol_version), client.protocol_version
        listed = {tool.name for tool in (await client.list_tools()).tools}
        assert listed == set(tools), listed ^ set(tools)
        for name, arguments in tools.items():
            result = await client.call_tool(name, arguments)
            assert not result.is_error, f"{name}: {result.content}"
        return len(listed), client.protocol_version


def python_sdk(environment, capabilities):
    for mode, revision in REVISIONS.items():
        called, spoken = 0, set()
        for name, capability in capabilities.items():
            with gateway(environment, name) as (_, mcp):
                count, version = asyncio.run(call_all(f"{mcp}/mcp", capability["tools"], mode, revision))
                called, spoken = called + count, spoken | {version}
        assert called == TOOLS, called
        print(f"Python SDK over HTTP, {', '.join(sorted(spoken))}: {called} tools")
    called = 0
    for name, capability in capabilities.items():
        command = StdioServerParameters(
            command=str(TARGET / "meterforge"),
            args=["serve", name, "--mcp", "stdio", "--log", "warn"],
            env={**os.environ, **environment},
        )
        called += asyncio.run(call_all(command, capability["tools"], "auto", None))[0]
    assert called == TOOLS, called
    print(f"Python SDK over stdio: {called} tools")


def inspector(environment, capabilities):
    node, cli = HOME / "node_modules/.bin/node", HOME / "node_modules/.bin/mcp-inspector"

    def ask(url, *arguments):
        command = [node, cli, "--cli", url, "--transport", "http", *arguments]
        # It keeps a catalogue in the home folder.
        own = {**os.environ, "MCP_CATALOG_PATH": str(HOME / "catalog.json")}
        answer = subprocess.run(command, env=own, capture_output=True, text=True, timeout=120)
        assert answer.returncode == 0, f"{arguments}: {answer.stdout}{answer.stderr}"
        return json.loads(answer.stdout)

    def call(url, name, arguments):
        # It has no way to give an empty text.
        given = {key: value for key, value in arguments.items() if value != ""}
        pairs = [f"{key}={value if isinstance(value, str) else json.dumps(value)}" for key, value in given.items()]
        pairs = ["--tool-arg", *pairs] if pairs else []
        result = ask(url, "--method", "tools/call", "--tool-name", name, *pairs)
        assert not result.get("isError"), f"{name}: {result}"

    called = 0
    for name, capability in capabilities.items():
        with gateway(environment, name) as (_, mcp), ThreadPoolExecutor(os.cpu_count()) as pool:
            url = f"{mcp}/mcp"
            listed = {tool["name"] for tool in ask(url, "--method", "tools/list")["tools"]}
            assert listed == set(capability["tools"]), listed
            list(pool.map(lambda tool: call(url, *tool), capability["tools"].items()))
            called += len(listed)
    assert called == TOOLS, called
    print(f"MCP inspector: {called} tools")


def schemathesis(environment, capabilities):
    def routes(name):
        with gateway(environment, name) as (rest, _):
            with urllib.request.urlopen(f"{rest}/openapi.json") as answer:
                count = sum(len(methods) for methods in json.load(answer)["paths"].values())
            command = [HOME / "python/bin/schemathesis", "--config-file", CLIENTS / "schemathesis.toml"]
            # How fast it makes up its own data is not our concern.
            command += ["--no-color", "run", f"{rest}/openapi.json", "--suppress-health-check", "too_slow"]
            # Where it keeps what it has found out.
            answer = subprocess.run(command, cwd=HOME, capture_output=True, text=True)
            assert answer.returncode == 0, answer.stdout + answer.stderr
            return count

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        tried = sum(pool.map(routes, capabilities))
    assert tried == ROUTES, tried
    print(f"schemathesis: {tried} routes")


def readme(environment, _):
    """Runs the curl examples of the README as they stand, but for the ports."""
    text = (CLIENTS / "../../README.md").read_text()
    blocks = [block.split("```")[0] for block in text.split("```sh\n")[1:]]
    examples = next(block for block in blocks if block.startswith("curl "))
    commands = ["curl " + command for command in examples.replace("\\\n", " ").split("curl ")[1:]]
    with gateway(environment, "suger-metering") as (rest, mcp):
        for command in commands:
            own = command.replace("http://127.0.0.1:8080", rest).replace("http://127.0.0.1:9090", mcp)
            own = own.replace("curl ", "curl --silent --show-error --fail-with-body ", 1)
            answer = subprocess.run(["bash", "-c", own], capture_output=True, text=True)
            assert answer.returncode == 0 and answer.stdout, f"{command}{answer.stdout}{answer.stderr}"
    print(f"curl: {len(commands)} examples of the README")


def main():
    chosen = sys.argv[2:]
    clients = {"readme": readme, "python": python_sdk, "inspector": inspector, "schemathesis": schemathesis}
    with running([TARGET / "examples/vendors"], stdout=subprocess.PIPE) as vendors:
        told = json.loads(vendors.stdout.readline())
        for name, drive in clients.items():
            if name in chosen or chosen == ["all"]:
                began = time.monotonic()
                drive(told["environment"], told["capabilities"])
                print(f"  in {time.monotonic() - began:.0f} s", flush=True)


main()
