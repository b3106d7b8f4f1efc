// What a reuser writes with the types alone.
import type { components, paths } from './api';

type Page = paths['/api/v1/lieux']['get']['responses'][200]['content']['application/json'];
type Carte = paths['/api/v1/lieux']['get']['responses'][200]['content']['application/geo+json'];
type Refus = paths['/api/v1/lieux']['get']['responses'][400]['content']['application/problem+json'];
type Rapport = components['schemas']['RapportPublie'];

export const noms = (page: Page): string[] => page.donnees.map((lieu) => lieu.nom);
export const points = (carte: Carte): number[][] => carte.features.flatMap(({ geometry }) => (geometry === null ? [] : [geometry.coordinates]));
export const fautes = (refus: Refus): string[] => refus.erreurs?.map(({ parametre }) => parametre ?? '') ?? [];
export const lignes = (rapport: Rapport): number[] => rapport.reste_a_faire.map(({ ligne }) => ligne);
