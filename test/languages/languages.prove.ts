import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { pythonParams } from '../../src/emit/python/types.js'
import { exampleDetail } from '../../src/facts/body/body.js'
import type { Json } from '../../src/facts/body/envelope.js'
import type { Catalog, Entry } from '../../src/model/catalog.js'
import { renderProject, writeFiles } from '../project.js'
import { catalogs } from './catalogs.js'

/**
 * Go tests that must pass for every catalog. Go 1.19 skips the second file, because it has no
 * `errors.Join`.
 */
const goTests = ['tree_test.go', 'join_test.go']
const pythonTest = 'survives.py'
const beside = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')

// Checks generated Go and Python with the tools of these languages: formatters, linters, compilers.

/** Runs a tool. Fails if the tool is not installed. */
function tool(
  command: string,
  args: readonly string[],
  cwd: string,
): { status: number; said: string } {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (error) throw new Error(`${command} is needed: ${error.message}`)
  return { status: status ?? 1, said: `${stdout}${stderr}`.slice(-8000) }
}

/** Returns the expected values of an error, from the catalog instead of the generated code. */
function expectedOf(entry: Entry) {
  // An optional param with the example null is omitted.
  const given = Object.entries(entry.params).filter(
    ([, { example, required }]) => example !== null || required !== false,
  )
  const params = Object.fromEntries(given.map(([name, { example }]) => [name, example as Json]))
  return {
    code: entry.code,
    title: entry.data.title,
    summary: entry.data.summary,
    type: entry.type,
    docs: entry.docsUrl,
    status: entry.statuses[0]?.status ?? 0,
    detail: exampleDetail(entry, params) ?? entry.data.title,
    params,
    raised: entry.state !== 'retired',
    aliases: entry.data.aliases ?? [],
  }
}

describe.each(Object.keys(catalogs))('code generated from the %s catalog', (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'errbook-languages-'))
  let catalog: Catalog
  beforeAll(async () => {
    const { files, catalog: where } = catalogs[name]!
    const outputs = [
      { emit: 'go', to: 'go/apierrors', audience: 'internal' },
      { emit: 'python', to: 'python/apierrors', audience: 'internal' },
    ]
    const rules = Object.fromEntries(
      ['stub', 'repeated-text', 'todo', 'long-summary', 'title-phrase', 'indistinct-errors'].map(
        (rule) => [rule, 'off'],
      ),
    )
    writeFiles(
      folder,
      Object.entries({
        ...files,
        'errbook.config.yaml': stringify({ catalog: where, outputs, rules }),
      }),
    )
    const project = await renderProject(folder)
    catalog = project.catalog
    writeFiles(folder, project.files)
    writeFiles(folder, [
      ['go/go.mod', 'module example.test/go\n\ngo 1.19\n'],
      ['go/main.go', goProgram(catalog)],
      ['python/main.py', pythonProgram(catalog)],
      ...goTests.map((file) => [`go/apierrors/${file}`, beside(file)] as const),
      [`python/${pythonTest}`, beside(pythonTest)],
      ['expected.json', JSON.stringify(catalog.entries.map(expectedOf))],
    ])
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const passes = (command: string, args: readonly string[], cwd: string) => {
    const { status, said } = tool(command, args, join(folder, cwd))
    expect(status, said).toBe(0)
    return said
  }

  it('is formatted Go that passes vet and contains the data of the catalog', () => {
    expect(passes('gofmt', ['-d', 'apierrors'], 'go')).toBe('')
    passes('go', ['vet', './...'], 'go')
    expect(passes('go', ['run', '.', '../expected.json'], 'go')).toBe(
      `${catalog.entries.length} errors\n`,
    )
  })

  it('can find a code anywhere in a tree of Go errors', () => {
    passes('go', ['test', './apierrors'], 'go')
  })

  it('is formatted, typed Python that contains the data of the catalog', () => {
    passes('black', ['--check', '--diff', '--quiet', 'apierrors'], 'python')
    passes('mypy', ['--strict', 'apierrors', 'main.py'], 'python')
    expect(passes('python3', ['main.py', '../expected.json'], 'python')).toBe(
      `${catalog.entries.length} errors\n`,
    )
  })

  it('raises Python exceptions that survive pickle, copy and a process pool', () => {
    passes('black', ['--check', '--diff', '--quiet', pythonTest], 'python')
    passes('mypy', ['--strict', pythonTest], 'python')
    expect(passes('python3', [pythonTest, '../expected.json'], 'python')).toContain('survived\n')
  })

  it('does not pass type checks if a param is missing or has a wrong type', () => {
    const entry = catalog.entries.find(
      ({ params, state }) =>
        state !== 'retired' &&
        Object.values(params).some(({ type, required }) => type === 'string' && required !== false),
    )
    if (entry === undefined) return
    const { identifier } = entry
    const main = (body: string) =>
      `package main\n\nimport "example.test/go/apierrors"\n\nfunc main() {\n\t${body}\n}\n`
    const field = Object.entries(entry.params).find(([, { type }]) => type === 'string')![0]
    const pascal = field[0]!.toUpperCase() + field.slice(1)
    writeFiles(folder, [
      [
        'go/wrong/main.go',
        main(`_ = apierrors.New${identifier}(apierrors.${identifier}Params{${pascal}: 5})`),
      ],
      ['python/too_few.py', `from apierrors import ${identifier}\n\n${identifier}()\n`],
      [
        'python/another.py',
        `from apierrors import ${identifier}\n\n${identifier}(${pythonParams(entry)
          .map(({ name: argument }) => `${argument}=object()`)
          .join(', ')})\n`,
      ],
    ])
    expect(tool('go', ['vet', './wrong'], join(folder, 'go')).said).toContain('cannot use 5')
    expect(tool('mypy', ['--strict', 'too_few.py'], join(folder, 'python')).said).toContain(
      'Missing named argument',
    )
    expect(tool('mypy', ['--strict', 'another.py'], join(folder, 'python')).said).toContain(
      'has incompatible type "object"',
    )
  })
})

const raised = ({ entries }: Catalog) => entries.filter(({ state }) => state !== 'retired')

function goProgram(catalog: Catalog): string {
  const made = raised(catalog).map(({ code, identifier, params }) => {
    const key = JSON.stringify(code)
    if (Object.keys(params).length === 0) return `\tmade[${key}] = apierrors.New${identifier}()\n`
    return `\t{\n\t\tvar params apierrors.${identifier}Params\n\t\tmust(json.Unmarshal(want[${key}].Params, &params))\n\t\tmade[${key}] = apierrors.New${identifier}(params)\n\t}\n`
  })
  return `package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"

	"example.test/go/apierrors"
)

type expected struct {
	Code, Title, Summary, Type, Docs, Detail string
	Status                                   int
	Params                                   json.RawMessage
	Raised                                   bool
	Aliases                                  []string
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func equal(what string, got, want any) {
	if !reflect.DeepEqual(got, want) {
		panic(fmt.Sprintf("%s: %#v, expected %#v", what, got, want))
	}
}

func main() {
	text, err := os.ReadFile(os.Args[1])
	must(err)
	var all []expected
	must(json.Unmarshal(text, &all))
	want := map[string]expected{}
	for _, one := range all {
		want[one.Code] = one
	}
	made := map[string]*apierrors.Error{}
${made.join('')}	equal("codes", len(apierrors.Codes()), len(all))
	for code, one := range want {
		definition, ok := apierrors.Lookup(apierrors.Code(code))
		equal(code, ok, true)
		equal(code, []string{string(definition.Code), definition.Title, definition.Summary, definition.Type, definition.Docs}, []string{one.Code, one.Title, one.Summary, one.Type, one.Docs})
		equal(code, definition.Status, one.Status)
		for _, alias := range one.Aliases {
			now, ok := apierrors.Lookup(apierrors.Code(alias))
			equal(alias, ok, true)
			equal(alias, now, definition)
		}
		occurrence := made[code]
		equal(code, occurrence != nil, one.Raised)
		if occurrence == nil {
			continue
		}
		equal(code, occurrence.Error(), one.Detail)
		cause := errors.New("cause")
		wrapped := fmt.Errorf("wrapped: %w", occurrence.WithCause(cause))
		equal(code, apierrors.Is(wrapped, apierrors.Code(code)), true)
		equal(code, apierrors.Is(wrapped, "another"), false)
		equal(code, errors.Is(wrapped, cause), true)
		equal(code, errors.Is(wrapped, occurrence), true)
		if occurrence.Params == nil {
			continue
		}
		sent, err := json.Marshal(occurrence.Params)
		must(err)
		var got, given any
		must(json.Unmarshal(sent, &got))
		must(json.Unmarshal(one.Params, &given))
		equal(code, got, given)
	}
	_, ok := apierrors.Lookup("no-such-code")
	equal("unknown", ok, false)
	fmt.Println(len(want), "errors")
}
`
}

function pythonProgram(catalog: Catalog): string {
  const made = raised(catalog).map((entry) => {
    const args = pythonParams(entry).map(
      ({ wire, name, optional }) =>
        `${name}=${optional ? `params.get(${JSON.stringify(wire)})` : `params[${JSON.stringify(wire)}]`}`,
    )
    const code = JSON.stringify(entry.code)
    return `    params = want[${code}]["params"]\n    made[${code}] = apierrors.${entry.identifier}(${args.join(', ')})\n`
  })
  return `import json
import sys
from typing import Any, Dict

import apierrors
from apierrors import codes


def make(want: Dict[str, Any]) -> Dict[str, apierrors.CatalogError]:
    made: Dict[str, apierrors.CatalogError] = {}
    params: Dict[str, Any] = {}
${made.join('')}    return made


def main() -> None:
    with open(sys.argv[1], encoding="utf8") as file:
        want: Dict[str, Any] = {one["code"]: one for one in json.load(file)}
    made = make(want)
    assert set(apierrors.DEFINITIONS) == set(want)
    assert {name for name in vars(codes).values() if isinstance(name, str)} >= set(made)
    for code, one in want.items():
        definition = apierrors.lookup(code)
        assert definition is not None
        for key in ("code", "title", "summary", "type", "docs"):
            assert getattr(definition, key) == one[key], (code, key)
        assert (definition.status or 0) == one["status"], code
        for alias in one["aliases"]:
            assert apierrors.lookup(alias) is definition
        assert (code in made) == one["raised"], code
        if code not in made:
            continue
        error = made[code]
        assert error.code == code and error.status == definition.status
        assert str(error) == error.detail == one["detail"], (code, error.detail, one["detail"])
        assert error.params == one["params"], (code, error.params)
        assert apierrors.ERRORS[code] is type(error)
        try:
            raise error
        except apierrors.CatalogError as caught:
            assert caught is error
    assert apierrors.lookup("no-such-code") is None
    print(len(want), "errors")


if __name__ == "__main__":
    main()
`
}
