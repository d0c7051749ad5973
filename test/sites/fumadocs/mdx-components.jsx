import defaults from 'fumadocs-ui/mdx'

export const components = { ...defaults }
