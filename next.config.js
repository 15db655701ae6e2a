/** @type {import('next').NextConfig} */
const nextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  images: { unoptimized: true },
  typescript: { ignoreBuildErrors: true }, // `npm run verify` checks all types
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: ['pg', '@prisma/adapter-pg', '@prisma/client', 'better-auth', 'nodemailer', 'pino'],
};

export default nextConfig;
