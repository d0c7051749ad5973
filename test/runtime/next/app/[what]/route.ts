import { problems } from 'errbook/next'
import { notFound, redirect } from 'next/navigation'
import type { NextRequest } from 'next/server'
import * as copy from '../../src/copy'
import { envelope, fail, KeysLedgerFull, KeysThrottled } from '../../src/errors'

const handle = problems({
  envelope,
  values: (request: NextRequest) => ({ requestId: request.headers.get('x-request-id') ?? 'none' }),
})

export const GET = handle(async (_request, context: { params: Promise<{ what: string }> }) => {
  const { what } = await context.params
  switch (what) {
    case 'catalogued':
      throw fail(KeysThrottled, { retryAfter: 7 })
    case 'copy':
      throw copy.fail(copy.KeysThrottled, { retryAfter: 7 })
    case 'internal':
      throw fail(KeysLedgerFull, {}, { cause: new Error('s3cret') })
    case 'foreign':
      throw Object.assign(new TypeError('s3cret'), { status: 404 })
    case 'redirect':
      redirect('/elsewhere')
      break
    case 'not-found':
      notFound()
  }
  return Response.json({ what })
})
