/** Next.js configuration of the portal. Headers that depend on the request (the CSP nonce) are set in proxy.ts. */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  // `npm test` checks the types of the whole project; a newcomer's first start need not wait for that.
  typescript: { ignoreBuildErrors: true },
  experimental: { serverActions: { bodySizeLimit: '4mb' } },
}

export default config
