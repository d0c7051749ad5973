import type { Page, Problem } from './page.js'

export interface Failure {
  readonly page: string
  readonly context: string
  readonly string: string
  readonly problem: string
}

type MakeRenderer = (page: Page) => (strings: readonly string[]) => string

/**
 * Puts strings into every context of a page, reads them back, and returns the differences. For
 * speed, many strings share a page. If a page is broken, it is split until the string and the
 * context that break it are found.
 */
export async function verify(
  page: Page,
  strings: readonly string[],
  makeRenderer: MakeRenderer,
  together = 50,
): Promise<Failure[]> {
  const render = makeRenderer(page)
  const failures: Failure[] = []
  for (let at = 0; at < strings.length; at += together)
    failures.push(
      ...(await verifyBatch(page, strings.slice(at, at + together), render, makeRenderer)),
    )
  return failures
}

async function verifyBatch(
  page: Page,
  strings: readonly string[],
  render: (strings: readonly string[]) => string,
  makeRenderer: MakeRenderer,
): Promise<Failure[]> {
  let problems: Problem[]
  try {
    problems = await page.problems(render(strings), strings)
  } catch (cause) {
    const [string = ''] = strings
    if (strings.length > 1) {
      const middle = strings.length >> 1
      const halves = [
        ...(await verifyBatch(page, strings.slice(0, middle), render, makeRenderer)),
        ...(await verifyBatch(page, strings.slice(middle), render, makeRenderer)),
      ]
      return halves.length > 0
        ? halves
        : [
            {
              page: page.name,
              context: 'several strings together',
              string: strings.join('\u0000'),
              problem: (cause as Error).message,
            },
          ]
    }
    if (page.contexts.length > 1 && page.only(page.contexts[0]!) !== page) {
      const parts = await Promise.all(
        page.contexts.map((context) => verify(page.only(context), strings, makeRenderer)),
      )
      if (parts.some((part) => part.length > 0)) return parts.flat()
    }
    return [
      {
        page: page.name,
        context: page.contexts.length === 1 ? page.contexts[0]! : 'the page',
        string,
        problem: (cause as Error).message.split('\n')[0]!,
      },
    ]
  }
  return problems.map(({ at, context, problem }) => ({
    page: page.name,
    context,
    string: strings[at]!,
    problem,
  }))
}
