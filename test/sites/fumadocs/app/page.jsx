import Link from 'next/link'

export default function Home() {
  return <Link href="/docs">The documentation of Acme</Link>
}
