import { RootProvider } from 'fumadocs-ui/provider/next'
import './global.css'

export const metadata = { title: { default: 'Acme', template: '%s | Acme' } }

export default function Layout({ children }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <body className="flex flex-col min-h-screen">
        <RootProvider search={{ enabled: false }}>{children}</RootProvider>
      </body>
    </html>
  )
}
