// QGIS Server on an indexed GeoPackage. Its WFS answers in GeoJSON faster than its OGC API, and nearer to our bytes for a single lieu.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { behindNginx } from './fastcgi.mjs';

const getFeature = '/?SERVICE=WFS&VERSION=1.1.0&REQUEST=GetFeature&OUTPUTFORMAT=geojson';
const equal = (column, value) => `EXP_FILTER=${column}%3D%27${value}%27`;

export const qgis = {
  name: 'qgis',
  label: 'QGIS Server',
  format: 'geojson',
  tools: ['qgis', 'nginx', 'spawn-fcgi', 'ogr2ogr', 'sqlite3'],
  ask: {
    fiche: ({ id }) => `${getFeature}&TYPENAME=fiches&MAXFEATURES=1&${equal('id', id)}`,
    commune: ({ code }) => `${getFeature}&TYPENAME=lieux&MAXFEATURES=20&${equal('code_insee', code)}`,
    rectangle: ({ box }) => `${getFeature}&TYPENAME=lieux&MAXFEATURES=100&BBOX=${box.join(',')}`,
  },
  async start(work, files) {
    const folder = join(work, 'qgis');
    mkdirSync(folder, { recursive: true });
    const project = join(folder, 'lieux.qgs');
    writeFileSync(project, projectOf(files.gpkg));
    const env = {
      QT_QPA_PLATFORM: 'offscreen', XDG_RUNTIME_DIR: folder, QGIS_PROJECT_FILE: project, QGIS_SERVER_TRUST_LAYER_METADATA: '1', QGIS_SERVER_LOG_LEVEL: '2', QGIS_SERVER_DISABLE_GETPRINT: '1',
    };
    return behindNginx({ work, name: 'qgis', program: '/usr/lib/cgi-bin/qgis_mapserv.fcgi', env, check: `${getFeature}&TYPENAME=lieux&MAXFEATURES=1` });
  },
};

/** The id of a layer must be longer than ten characters, or QGIS gives it another that the list of published layers does not know. */
const idOf = (table) => `${table}_lieux_de_france`;
const wgs84 = '<spatialrefsys><srid>4326</srid><authid>EPSG:4326</authid><geographicflag>true</geographicflag></spatialrefsys>';

const layer = (file, table) => `    <maplayer type="vector" geometry="Point" wkbType="Point" readOnly="1">
      <id>${idOf(table)}</id>
      <datasource>${file}|layername=${table}</datasource>
      <layername>${table}</layername>
      <shortname>${table}</shortname>
      <srs>${wgs84}</srs>
      <provider encoding="UTF-8">ogr</provider>
      <extent><xmin>-180</xmin><ymin>-90</ymin><xmax>180</xmax><ymax>90</ymax></extent>
    </maplayer>`;

const projectOf = (file) => `<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.16" projectname="lieux">
  <projectCrs>${wgs84}</projectCrs>
  <projectlayers>
${['lieux', 'fiches'].map((table) => layer(file, table)).join('\n')}
  </projectlayers>
  <properties>
    <WFSLayers type="QStringList">${['lieux', 'fiches'].map((table) => `<value>${idOf(table)}</value>`).join('')}</WFSLayers>
  </properties>
</qgis>
`;
