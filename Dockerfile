# syntax=docker/dockerfile:1
# Hamgate in a container: see docs/operations.md.

FROM node:22-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build

# What the program needs when it runs. Nothing is compiled and no script of a package is run. tfjs-node would download a
# library of its own and trains only; --omit=optional would leave out the driver of SQLite, too.
FROM node:22-bookworm-slim AS dependencies
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && npm uninstall --no-save --omit=dev --ignore-scripts --no-audit --no-fund @tensorflow/tfjs-node \
  && find node_modules -name '*.map' -delete

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /opt/hamgate
COPY --from=dependencies /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY package.json LICENSE CHANGELOG.md ./
COPY model ./model
COPY public ./public
RUN ln -s /opt/hamgate/dist/main.js /usr/local/bin/hamgate \
  && chmod +x /opt/hamgate/dist/main.js \
  && install -d -o node -g node -m 700 /data

# The gate keeps its files in ./data: the store, the privacy key, the admin token.
WORKDIR /
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

# Without npm or a shell in between, which would keep the signal to stop for themselves.
ENTRYPOINT ["hamgate"]
CMD ["start"]
