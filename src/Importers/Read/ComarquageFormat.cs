using System.Text.RegularExpressions;
using Maillage.Importers.Fetch;
using Maillage.Importers.Map;
using Maillage.Importers.Read.Comarquage;
using Maillage.Importers.Sources;
using Maillage.Schema.Formats;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Read;

/// <summary>
/// The co-marquage « Vos droits et démarches » of service-public.gouv.fr, XML 3.3 and 3.4: one file a fiche, in an archive or a folder. A broken file is
/// one record rejected. The files of themes (N…) and of services (R…) say nothing that the fiches do not.
/// </summary>
internal sealed partial class ComarquageFormat : IDemarcheFormat
{
    public string Name => "comarquage";

    public IEnumerable<SourceItem> Read(IEnumerable<FetchedMember> members, SourceDeclaration source)
    {
        var found = false;
        foreach (var item in members.ReadEach(Read))
        {
            found = true;
            yield return item;
        }

        if (!found)
        {
            yield return new SourceItem(0, "aucun fichier F….xml", null, "", new Issue("*", IssueCodes.FichierSansListe));
        }
    }

    public DemarcheLue Map(string canonical, ICollection<Issue> issues) => ComarquageMap.Read(FicheComarquage.FromCanonical(canonical), issues);

    private static IEnumerable<SourceItem> Read(FetchedMember member)
    {
        // The name of the file is the id of the fiche: one that cannot be read still says which.
        if (FicheName().Match(member.Name) is { Success: true } name)
        {
            yield return Item(member, name.Groups["id"].Value);
        }
    }

    private static SourceItem Item(FetchedMember member, string id)
    {
        try
        {
            var read = FicheReader.Read(member.Content);
            return read.Value is { } fiche && (fiche.Id ?? id) is var own && IsFiche(own)
                ? new SourceItem(1, "fiche", own, fiche.ToCanonical())
                : new SourceItem(1, "fiche", id, "", read.Issue ?? new Issue("id", IssueCodes.EnregistrementInattendu, read.Value?.Id));
        }
        catch (Exception broken) when (StreamFailure.Explains(broken))
        {
            return new SourceItem(0, "fiche", null, "", new Issue("*", StreamFailure.Code(broken)));
        }
    }

    private static bool IsFiche(string id) => FicheName().IsMatch(id + ".xml");

    [GeneratedRegex(@"(?:\A|[/\\])(?<id>F[0-9]{1,9})\.xml\z", RegexOptions.CultureInvariant)]
    private static partial Regex FicheName();
}
