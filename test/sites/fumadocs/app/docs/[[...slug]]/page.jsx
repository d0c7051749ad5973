import { DocsBody, DocsDescription, DocsPage, DocsTitle } from 'fumadocs-ui/layouts/docs/page'
import { createRelativeLink } from 'fumadocs-ui/mdx'
import { notFound } from 'next/navigation'
import { source } from '../../../lib/source.js'
import { components } from '../../../mdx-components.jsx'

export default async function Page(props) {
  const page = source.getPage((await props.params).slug)
  if (!page) notFound()
  const Content = page.data.body
  return (
    <DocsPage toc={page.data.toc} full={page.data.full}>
      <DocsTitle>{page.data.title}</DocsTitle>
      <DocsDescription>{page.data.description}</DocsDescription>
      <DocsBody>
        <Content components={{ ...components, a: createRelativeLink(source, page) }} />
      </DocsBody>
    </DocsPage>
  )
}

export const generateStaticParams = () => source.generateParams()

export async function generateMetadata(props) {
  const page = source.getPage((await props.params).slug)
  if (!page) notFound()
  return { title: page.data.title, description: page.data.description }
}
