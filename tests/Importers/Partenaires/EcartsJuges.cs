namespace Maillage.Tests.Importers.Partenaires;

/// <summary>Why some published records are not what the mapping gives, found by looking at the raw rows.</summary>
/// <param name="Raison">The reason, for people.</param>
/// <param name="FichierFaux">True when the published file is wrong or could not say it: the raw row says what we say.</param>
internal sealed record EcartJuge(string Raison, bool FichierFaux);

/// <summary>The judgements, one row a kind of difference.</summary>
internal static class EcartsJuges
{
    private const string Loisirs = "Loisirs et créations numériques";

    private const string Materiel = "Acquisition de matériel informatique à prix solidaire";

    private static readonly (string Source, string Field, Func<Compared, bool> Is, EcartJuge Judged)[] All =
    [
        ("paca-2022", "*", _ => true, new("La ligne nomme un quartier (La Duranne à Aix-en-Provence, Moulès à Arles) : ni le code postal, ni une mairie à moins de 2 km ne disent la commune. La fiche est rejetée.", false)),
        ("paca-2022", "services", one => Alone(one) is ("", "Accès internet et matériel informatique"), new("La ligne met un point numérique à disposition (materiels_disponibles) : le fichier publié ne l'a pas repris.", true)),
        ("nouvelle-caledonie", "code_insee", one => one.Published == "63236", new("63236 est le Mont-Dore du Puy-de-Dôme : le fichier publié a cherché le code par le nom seul.", true)),
        ("nouvelle-caledonie", "code_insee", one => one.Published == "98818", new("La ligne nomme Boulouparis ou l'Île-des-Pins : le fichier publié a pris Nouméa, dont le code postal est écrit partout.", true)),
        ("nouvelle-caledonie", "services", one => OnlyOurs(one, Loisirs), new("La ligne propose « Culture, loisirs et divertissement » : le fichier publié, fait au standard v0, ne traduit pas ce thème ; la configuration v1 de ses auteurs le traduit ainsi.", true)),
        ("nouvelle-caledonie", "services", one => OnlyOurs(one, Loisirs, Materiel), new("La ligne vend ou donne du matériel reconditionné : le fichier publié ne l'a pas repris, la configuration v1 de ses auteurs le traduit ainsi.", true)),
        ("nouvelle-caledonie", "services", one => OnlyOurs(one, Loisirs, "Aide aux démarches administratives"), new("La présentation parle de « démarches » : c'est une aide d'après la configuration v1, pas d'après le fichier publié.", false)),
    ];

    public static EcartJuge? Find(Compared one) =>
        Array.Find(All, row => row.Source == one.Source && row.Field == one.Field && row.Is(one)).Judged;

    // The published file lacks nothing but these values.
    private static bool OnlyOurs(Compared one, params ReadOnlySpan<string> values)
    {
        var (published, ours) = Alone(one);
        foreach (var value in ours.Split('|'))
        {
            if (!values.Contains(value))
            {
                return false;
            }
        }

        return published.Length == 0;
    }

    // The values that only one side has.
    private static (string Published, string Ours) Alone(Compared one)
    {
        var (published, ours) = (one.Published.Split('|'), one.Ours.Split('|'));
        return (string.Join('|', published.Except(ours)), string.Join('|', ours.Except(published)));
    }
}
