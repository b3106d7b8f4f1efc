using System.Collections.Frozen;
using Maillage.Importers.Normalise;
using Maillage.Schema.Lieux;
using Maillage.Schema.Texte;

namespace Maillage.Tests.Importers.Reconcile.Labels;

/// <summary>Which e-mail addresses are those of a body and not of a person: only these are committed.</summary>
internal static class CourrielsImpersonnels
{
    private static readonly FrozenSet<string> Generic = """
        accueil administration administratif agence aide antenne asso association assos biblio bibli bibliotheque bij boite bureau bus caf campus cap carsat cc
        cci ccas cdc cddf cdad centre ceas cidf cidff cij cio clic cms cmp college com comcom commune communaute communication conseil contact contacts
        courrier courriel cpam crij culture cyber cyberbase cyberespace ddcs direction dg dgs ecole ecrire emploi enfance epn espace espaces etat civil
        foyer france fr renov rural gmail greta guichet habitat hotel info infos information informatique jeune jeunes jeunesse justice loisirs mail
        mairie mairies maison maisons mda mdph mediateque mediatheque mjc mission missionlocale mlj mobile mpt msap msa multimedia multi musee numerique
        office pad pole pij pimms plateforme point poste postal pref prefecture presidence public ram relais renovation residence sante secretariat
        service services sg siege site social sociale sociaux solidarite solidarites sous tiers lieu tourisme urbanisme url vie villa village ville
        webmaster web maire adil aav avocat accompagnement acces droit droits victimes victime pib dpt departement intercommunal intercommunale sivom
        formation insertion orange wanadoo la le les de du des au aux et en sur d l a st ste saint sainte
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    /// <summary>True when the part before the @ is made of generic words and of words of the name, the commune or the domain of the body.</summary>
    public static bool Contient(string courriel, Lieu lieu)
    {
        var at = courriel.LastIndexOf('@');
        if (at < 1)
        {
            return false;
        }

        var own = Words($"{lieu.Nom} {lieu.Commune} {lieu.StructureParente} {lieu.CodeDepartement}").ToHashSet();
        return Words(courriel[..at]).All(word => IsGeneric(word, own));
    }

    // « mairiedigne » : generic words and words of the body, one after the other.
    private static bool IsGeneric(string word, HashSet<string> own)
    {
        var reached = new bool[word.Length + 1];
        reached[0] = true;
        for (var start = 0; start < word.Length; start++)
        {
            for (var end = start + 1; reached[start] && end <= word.Length; end++)
            {
                var part = word[start..end];
                reached[end] |= int.TryParse(part, out _) || Generic.Contains(part) || (own.Contains(part) && (part.Length < 3 || !FirstNames.Contain(part)));
            }
        }

        return reached[word.Length];
    }

    private static string[] Words(string text) => Repli.Plier(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
