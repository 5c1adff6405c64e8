import type { NextConfig } from "next";

const config: NextConfig = {
  agentRules: false, // `next dev` would write files into this folder
  poweredByHeader: false,
};

export default config;
