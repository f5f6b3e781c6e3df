/** Next.js configuration of the portal. Headers that depend on the request (the CSP nonce) are set in proxy.ts. */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  experimental: { serverActions: { bodySizeLimit: '4mb' } },
}

export default config
