# The miner in an image of its own: docs/running.md tells how to run it.
#   docker build -t ig-miner .

FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY . .
# As the lockfile says, the Node that runs the miner included.
RUN npx -y pnpm@12 install --frozen-lockfile \
  && node_modules/node/bin/node scripts/build-stale-cli.mjs --force \
  && rm -rf apps/miner-cli/dist/.compile-cache apps/miner-cli/dist/build.json

FROM debian:bookworm-slim
# Certificates of the services that it asks; nothing else is added.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --uid 1000 --home-dir /data --shell /usr/sbin/nologin miner \
  && install -d -o miner -g miner -m 0700 /data
COPY --from=build /src/node_modules/node/bin/node /usr/local/bin/node
COPY --from=build /src/apps/miner-cli/dist /app
USER miner
# Home and working folder: ig.toml, the wallets below .bittensor, and the data below .ig.
ENV HOME=/data
WORKDIR /data
VOLUME /data
EXPOSE 8091 8092
# The miner itself is process 1, and ends in order when Docker stops it.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "--max-semi-space-size=16", "--max-old-space-size=512", "/app/bin.js"]
CMD ["start"]
# The dashboard's port inside the container; no token is needed, since nothing is told but that it lives.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.IG_DASHBOARD_PORT || 8092}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
