// Real calls with a client that no one wrote: it is generated from openapi.yaml. Prints what it was answered, as JSON.
import { client } from './client/client.gen';
import { type ListeLieuGeoJson, lireCommune, lireLieu, listerChangements, listerDemarches, listerExports, listerLieux, listerMediationNumerique, listerSources, rechercher, validerFichier } from './client';

client.setConfig({ baseUrl: process.argv[2] });

async function appels() {
  const lieux = await listerLieux({ query: { types: ['mairie'], code_departement: ['04'], facettes: ['niveau_accueil'], limite: 3 } });
  if (typeof lieux.data !== 'object' || !('donnees' in lieux.data)) throw new Error(JSON.stringify(lieux.error));
  const suite = await client.get<{ 200: { donnees: { id: string }[] } }>({ url: new URL(lieux.data.suivant ?? '').pathname + new URL(lieux.data.suivant ?? '').search });
  const carte = await listerLieux({ query: { bbox: '5.9,43.9,6.3,44.2', format: 'geojson', limite: 2 } });
  const lieu = await lireLieu({ path: { id: lieux.data.donnees[0].id } });
  const refus = await listerLieux({ query: { limite: 5000 } });
  const rapport = await validerFichier({ query: { schema: 'mediation-numerique' }, body: new Blob(['id,nom\nx1,Espace numérique\n']) });
  return {
    statuts: [lieux, suite, carte, lieu, refus, rapport].map(({ response }) => response?.status),
    total: lieux.data.total,
    page: lieux.data.donnees.length,
    niveaux: lieux.data.facettes?.niveau_accueil.length,
    carte: (carte.data as unknown as ListeLieuGeoJson).features.length,
    lieu: typeof lieu.data === 'object' && 'nom' in lieu.data ? lieu.data.nom : null,
    refus: refus.error?.parametre,
    lignes: typeof rapport.data === 'object' && 'lieux' in rapport.data ? rapport.data.lieux : null,
    autres: (await Promise.all([
      listerMediationNumerique({ query: { limite: 1 } }), listerDemarches({ query: { q: 'compte bancaire' } }), rechercher({ query: { q: 'digne' } }), listerSources(), listerExports(),
      listerChangements({ query: { limite: 1 } }), lireCommune({ path: { code: '04070' } }),
    ])).map(({ response }) => response?.status),
  };
}

void appels().then((dit) => console.log(JSON.stringify(dit)));
