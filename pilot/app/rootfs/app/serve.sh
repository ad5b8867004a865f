#!/bin/sh
# Starts the app once its model is there. The model is delivered beside the image, not in it.
set -eu
: "${MODEL:=/models/shelf-int8.tflite}" "${PORT:=8080}"
if [ ! -r "$MODEL" ]; then
  echo "shelf-monitor: no model at $MODEL: mount one, read-only" >&2
  exit 78
fi
# A TFLite file carries its identifier in bytes 4 to 7.
if [ "$(dd if="$MODEL" bs=1 skip=4 count=4 2>/dev/null)" != TFL3 ]; then
  echo "shelf-monitor: $MODEL is not a TFLite model" >&2
  exit 78
fi
MODEL_SHA256=$(sha256sum "$MODEL" | cut -d ' ' -f 1)
MODEL_SIZE=$(wc -c <"$MODEL")
VERSION=$(cat /app/version)
export MODEL MODEL_SHA256 MODEL_SIZE VERSION
echo "shelf-monitor $VERSION on port $PORT, model sha256:$MODEL_SHA256"
exec httpd -f -p "$PORT" -h /app/www
