import { serve } from '@hono/node-server'
import { createService } from './service.js'
import { createStore } from './store.js'

const port = Number(process.env.PORT ?? 8787)
const app = createService(createStore(), (fields) => console.log(JSON.stringify(fields)))
serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () =>
  console.log(`Identities at http://127.0.0.1:${port}`),
)
