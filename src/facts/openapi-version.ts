/** Why errbook can't read a document as an OpenAPI description, and what to do about it. */
export interface WrongDescription {
  readonly message: string
  readonly help: string
  /** The key in the document that shows the problem, if there is one. */
  readonly key: string | undefined
}

const expected = 'expected an OpenAPI description of version 3.0, 3.1 or 3.2'

export function wrongDescription(value: unknown): WrongDescription | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return wrong('file without a map', undefined)
  const { openapi, swagger, asyncapi, info } = value as Readonly<Record<string, unknown>>
  if (typeof openapi === 'string' && /^3\.[012](?:\.\d+)?(?:-.+)?$/.test(openapi)) return undefined
  if (openapi !== undefined) return wrong(`\`openapi: ${JSON.stringify(openapi)}\``, 'openapi')
  if (swagger !== undefined)
    return wrong(
      `Swagger ${String(swagger)}`,
      'swagger',
      'Convert it first: `npx swagger2openapi FILE --outfile openapi.yaml`.',
    )
  if (asyncapi !== undefined) return wrong('AsyncAPI description', 'asyncapi')
  if (/getpostman\.com/.test(String((info as { schema?: unknown } | null | undefined)?.schema)))
    return wrong('Postman collection', 'info')
  return wrong('file without `openapi`', undefined)
}

function wrong(
  what: string,
  key: string | undefined,
  help = 'Use the file that starts with `openapi: 3.1.0`, or convert the description to that version.',
): WrongDescription {
  return { message: `Unexpected ${what}, ${expected}.`, help, key }
}

/** The help for a description that is split into several files. */
export function bundleHelp(file: string): string {
  const bundled = file.replace(/(\.[^./]+)?$/, '.bundled$1')
  return `Bundle it into one file, and use that file:\n  npx @redocly/cli bundle ${file} -o ${bundled}`
}
