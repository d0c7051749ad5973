export const config = { catalog: 'errors' }
