import { writeFileSync } from 'node:fs'

// Two megabytes need not lie in the repository: the catalog's file is made when the config is read.
const order = 'code: err:acme:data:order_not_found\nstatus: 404\ntitle: Not Found\nsummary: No order has this number.\n---\n'
writeFileSync(new URL('errors/acme/data.yaml', import.meta.url), order.repeat(20_000))

export default { catalog: 'errors', rules: { stub: 'off' } }
