using System.Text;
using System.Xml;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Read.Comarquage;

/// <summary>
/// Reads the XML of one fiche (co-marquage 3.3 and 3.4), forward only. DTD and entities are refused, the size and the nesting are bounded: a hostile file
/// costs no more than the greatest honest one.
/// </summary>
internal sealed class FicheReader
{
    // The greatest fiche published is about a tenth of that.
    private const int Largest = 4 * 1024 * 1024;

    private const int Deepest = 100;

    // What is kept is short: a text beyond is not a title, nor how to reach someone.
    private const int LongestText = 10_000;

    private const string DublinCore = "http://purl.org/dc/elements/1.1/";

    // What the parts of a fiche that have a title are called.
    private static readonly HashSet<string> Parts = ["Situation", "Chapitre", "SousChapitre", "Cas"];

    // Elements that end a line in a text.
    private static readonly HashSet<string> Blocks = ["Paragraphe", "Titre", "Item", "Cellule", "Chapitre"];

    private readonly XmlReader reader;
    private readonly string?[] names = new string?[Deepest + 1];
    private readonly string?[] titles = new string?[Deepest + 1];
    private readonly List<string> audience = [];
    private readonly List<NiveauFiche> levels = [];
    private readonly List<OuSAdresser> counters = [];
    private readonly List<ServiceFiche> services = [];
    private FicheComarquage fiche = new();
    private string? link;
    private bool tooDeep;

    private FicheReader(XmlReader reader) => this.reader = reader;

    /// <summary>The fiche, or why it is none. The exceptions of the stream itself pass through.</summary>
    public static Parsed<FicheComarquage> Read(Stream stream)
    {
        if (Bounded(stream) is not { } bytes)
        {
            return Refused(IssueCodes.FicheDemesuree);
        }

        using var xml = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        });
        var walk = new FicheReader(xml);
        try
        {
            return walk.Walk();
        }
        catch (XmlException broken)
        {
            // The framework says that a DTD is forbidden with the same exception as anything else.
            return Refused(
                IssueCodes.FicheIllisible,
                walk.names[0] is null && DeclaresDtd(bytes) ? "DOCTYPE" : $"ligne {broken.LineNumber}, colonne {broken.LinePosition}");
        }
    }

    private static Parsed<FicheComarquage> Refused(IssueCode code, string? value = null) => Parsed.Refused<FicheComarquage>(new Issue("*", code, value));

    private static byte[]? Bounded(Stream stream)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            kept.Write(buffer, 0, read);
            if (kept.Length > Largest)
            {
                return null;
            }
        }

        return kept.ToArray();
    }

    // In UTF-8 or UTF-16 alike.
    private static bool DeclaresDtd(byte[] bytes) =>
        Encoding.Latin1.GetString(bytes).Replace("\0", "", StringComparison.Ordinal).Contains("<!DOCTYPE", StringComparison.Ordinal);

    private Parsed<FicheComarquage> Walk()
    {
        while (Next())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                Enter();
            }
        }

        return tooDeep ? Refused(IssueCodes.FicheDemesuree)
            : names[0] != "Publication" ? Refused(IssueCodes.EnregistrementInattendu, names[0])
            : Parsed.Ok(fiche with { Audience = audience, Niveaux = levels, OuSAdresser = counters, Services = services });
    }

    private bool Next()
    {
        if (tooDeep || !reader.Read())
        {
            return false;
        }

        tooDeep = reader.Depth > Deepest;
        return !tooDeep;
    }

    private void Enter()
    {
        var (depth, name) = (reader.Depth, reader.LocalName);
        names[depth] = name;
        Array.Clear(titles, depth, titles.Length - depth);
        if (depth == 0)
        {
            fiche = new FicheComarquage
            {
                Id = reader.GetAttribute("ID"),
                Type = reader.GetAttribute("type"),
                SpUrl = reader.GetAttribute("spUrl"),
                DateImportante = reader.GetAttribute("dateDerniereModificationImportante"),
            };
        }
        else if (depth == 1)
        {
            EnterHead(name);
        }
        else if (depth == 2 && names[1] is "FilDAriane" or "Theme")
        {
            EnterPath(name);
        }

        EnterBody(name);
    }

    private void EnterHead(string name) => fiche = (reader.NamespaceURI, name) switch
    {
        (DublinCore, "title") => fiche with { Titre = ReadText() },
        (DublinCore, "subject") => fiche with { Sujet = ReadText() },
        (DublinCore, "description") => fiche with { Resume = ReadText() },
        (DublinCore, "date") => fiche with { Date = ReadText() },
        (DublinCore, "contributor") => fiche with { Editeur = ReadText() },
        (_, "Audience") => AddAudience(ReadText()),
        (_, "Theme") => fiche with { ThemeId = reader.GetAttribute("ID") },
        _ => fiche,
    };

    private FicheComarquage AddAudience(string? text)
    {
        audience.Add(text ?? "");
        return fiche;
    }

    private void EnterPath(string name)
    {
        if (name == "Niveau")
        {
            levels.Add(new NiveauFiche(reader.GetAttribute("ID"), ReadText()));
        }
        else if (name == "Titre")
        {
            fiche = fiche with { Theme = ReadText() };
        }
    }

    private void EnterBody(string name)
    {
        switch (name)
        {
            case "OuSAdresser":
                counters.Add(ReadCounter());
                break;
            case "ServiceEnLigne":
                services.Add(ReadService());
                break;
            case "Titre" when reader.NodeType == XmlNodeType.Element && names[reader.Depth - 1] is { } parent && Parts.Contains(parent):
                var depth = reader.Depth - 1;
                titles[depth] = ReadText();
                break;
        }
    }

    private OuSAdresser ReadCounter()
    {
        var place = string.Join(" > ", titles.OfType<string>());
        var counter = new OuSAdresser(
            reader.GetAttribute("ID"), reader.GetAttribute("type"), reader.GetAttribute("sve"), null, null, null, null, null, place.Length == 0 ? null : place);
        link = null;
        foreach (var child in Children())
        {
            counter = child switch
            {
                "Titre" => counter with { Titre = ReadText() },
                "PivotLocal" => counter with { Pivot = ReadText() },
                "RessourceWeb" => counter with { Url = reader.GetAttribute("URL") },
                "Complement" => counter with { Complement = ReadText() },
                "Texte" => counter with { Texte = ReadText() },
                _ => counter,
            };
        }

        return counter.Url is null ? counter with { Url = link } : counter;
    }

    private ServiceFiche ReadService()
    {
        var service = new ServiceFiche(reader.GetAttribute("ID"), reader.GetAttribute("type"), reader.GetAttribute("URL"), null);
        foreach (var child in Children())
        {
            service = child switch
            {
                "Titre" => service with { Titre = ReadText() },
                "LienWeb" when service.Url is null => service with { Url = reader.GetAttribute("URL") },
                _ => service,
            };
        }

        return service;
    }

    // Names of the elements directly inside the current one; the reader stands on each in turn, and may have read it to its end.
    private IEnumerable<string> Children()
    {
        var depth = reader.Depth;
        var empty = reader.IsEmptyElement;
        while (!empty && Next() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.Depth == depth + 1)
            {
                yield return reader.LocalName;
            }
        }
    }

    // Lines joined by « ; »: the paragraphs of a text stay apart. The first link inside it is kept.
    private string? ReadText()
    {
        var depth = reader.Depth;
        var text = new StringBuilder();
        var empty = reader.IsEmptyElement;
        while (!empty && Next() && reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                text.Append(reader.Value.AsSpan(0, Math.Min(reader.Value.Length, LongestText - Math.Min(LongestText, text.Length))));
            }
            else if (Blocks.Contains(reader.LocalName))
            {
                text.Append('\u2028');
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "LienExterne" })
            {
                link ??= reader.GetAttribute("URL");
            }
        }

        var lines = text.ToString().Split('\u2028').Select(OneSpaced).Where(line => line.Length > 0).ToList();
        return lines.Count == 0 ? null : string.Join(" ; ", lines);
    }

    private static string OneSpaced(string line) =>
        string.Join(' ', line.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
