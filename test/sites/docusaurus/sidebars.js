import { readFileSync } from 'node:fs'

const errors = (name) => JSON.parse(readFileSync(`docs/${name}/_sidebar.json`, 'utf8'))

export default { docs: ['intro', ...errors('errors'), ...errors('complete'), ...errors('hostile')] }
