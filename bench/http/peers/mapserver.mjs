// MapServer. Each row goes by the fastest of the ways tried that answers right:
// - rectangles on FlatGeobuf through GDAL. The reader of its own (CONNECTIONTYPE FLATGEOBUF, a fifth less processor time) loses one lieu of each rectangle, in 8.0.0;
// - communes and ids, of which FlatGeobuf has no index, on an indexed GeoPackage, by a query in DATA with a checked parameter: ten to twenty times as fast as an OGC filter or
//   NATIVE_FILTER, for which it goes through the whole table (MapServer issue 6502).
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { behindNginx } from './fastcgi.mjs';

const getFeature = 'SERVICE=WFS&VERSION=2.0.0&REQUEST=GetFeature&OUTPUTFORMAT=geojson';

export const mapserver = {
  name: 'mapserver',
  label: 'MapServer',
  format: 'geojson',
  tools: ['mapserver', 'nginx', 'spawn-fcgi', 'ogr2ogr', 'sqlite3'],
  ask: {
    fiche: ({ id }) => `/?map=fiches&${getFeature}&TYPENAMES=fiches&COUNT=1&fiche=${id}`,
    commune: ({ code }) => `/?map=communes&${getFeature}&TYPENAMES=communes&COUNT=20&commune=${code}`,
    rectangle: ({ box }) => `/rectangles/ogcapi/collections/lieux/items?f=json&limit=100&bbox=${box.join(',')}`,
  },
  async start(work, files) {
    const folder = join(work, 'mapserver');
    mkdirSync(folder, { recursive: true });
    const maps = {
      rectangles: layer('lieux', fromFlatGeobuf(files.fgb)),
      communes: layer('communes', fromGeoPackage(files.gpkg, 'lieux', 'code_insee', 'commune', '^[0-9AB]{5}$')),
      fiches: layer('fiches', fromGeoPackage(files.gpkg, 'fiches', 'id', 'fiche', '^[0-9a-f-]{36}$')),
    };
    for (const [name, text] of Object.entries(maps)) writeFileSync(join(folder, `${name}.map`), map(text));
    const declared = Object.keys(maps).map((name) => `    ${name} "${join(folder, name)}.map"`).join('\n');
    writeFileSync(join(folder, 'mapserver.conf'), `CONFIG\n  ENV\n    MS_MAP_PATTERN "."\n  END\n  MAPS\n${declared}\n  END\nEND\n`);
    return behindNginx({
      work, name: 'mapserver', program: '/usr/lib/cgi-bin/mapserv', env: { MAPSERVER_CONFIG_FILE: join(folder, 'mapserver.conf') },
      check: '/rectangles/ogcapi/collections/lieux/items?f=json&limit=1',
    });
  },
};

const fromFlatGeobuf = (file) => `CONNECTIONTYPE OGR
    CONNECTION "${file}"
    DATA "lieux"
    CONNECTIONOPTIONS "VERIFY_BUFFERS" "NO" END
    PROCESSING "CLOSE_CONNECTION=DEFER"`;

/** The query itself bears the value: SQLite answers from its index. The connection stays open from one request to the next. */
const fromGeoPackage = (file, table, column, parameter, pattern) => `CONNECTIONTYPE OGR
    CONNECTION "${file}"
    DATA "SELECT * FROM ${table} WHERE ${column}='%${parameter}%'"
    VALIDATION "${parameter}" "${pattern}" END
    PROCESSING "CLOSE_CONNECTION=DEFER"`;

const layer = (name, data) => `  LAYER
    NAME "${name}"
    TYPE POINT
    ${data}
    PROJECTION "epsg:4326" END
    METADATA
      "ows_title" "${name}"
      "gml_include_items" "all"
      "gml_featureid" "id"
    END
    TEMPLATE "none"
  END`;

const map = (layers) => `MAP
  NAME "maillage"
  EXTENT -180 -90 180 90
  UNITS DD
  SIZE 100 100
  PROJECTION "epsg:4326" END
  WEB
    METADATA
      "ows_title" "lieux"
      "ows_onlineresource" "http://127.0.0.1/"
      "oga_onlineresource" "http://127.0.0.1/rectangles/ogcapi"
      "ows_srs" "EPSG:4326"
      "ows_enable_request" "*"
      "wfs_getfeature_formatlist" "geojson"
      "oga_max_limit" "1000"
    END
  END
  OUTPUTFORMAT
    NAME "geojson"
    DRIVER "OGR/GEOJSON"
    MIMETYPE "application/json; subtype=geojson"
    FORMATOPTION "STORAGE=stream"
    FORMATOPTION "FORM=SIMPLE"
  END
${layers}
END
`;
