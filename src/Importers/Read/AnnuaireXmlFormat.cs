using System.Xml;
using System.Xml.Linq;
using Maillage.Importers.Fetch;
using Maillage.Importers.Map;
using Maillage.Importers.Sources;
using Maillage.Schema.Formats;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Read;

/// <summary>
/// The annuaire de l'administration in its XML of before 2022 (v2, v3): a file holds one <c>Organisme</c>, or several. Files of communes, which stand beside them in the
/// archive, hold none. A record takes the shape of the v4 JSON, and is then read as one.
/// </summary>
internal sealed class AnnuaireXmlFormat : ILieuFormat
{
    private const string RecordElement = "Organisme";
    private const int LongestFile = 64 * 1024 * 1024;
    private static readonly string[] RootsWithoutRecords = ["Commune"];

    // No DTD, no entity, nothing fetched: a record is text.
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = LongestFile,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    public string Name => "annuaire-xml-v2";

    public IEnumerable<SourceItem> Read(IEnumerable<FetchedMember> members, SourceDeclaration source) => members.ReadEach(Read);

    public RawLieu Map(string canonical, ICollection<Issue> issues) => AnnuaireMap.ToRawLieu(canonical);

    private static IEnumerable<SourceItem> Read(FetchedMember member)
    {
        using var records = new Records(member.Content);
        while (records.Next() is { } record)
        {
            yield return new SourceItem(records.Count, $"organisme {records.Count}", record.Attribute("id")?.Value.Trim(), AnnuaireXmlMap.ToCanonical(record));
        }

        if (records.Failure is { } failure)
        {
            // One file of 60 000 that is broken is one record lost; the only file that is broken is no source.
            yield return member.IsOneOfSeveral
                ? new SourceItem(records.Count + 1, "fichier", null, "", failure with { Code = IssueCodes.FicheIllisible })
                : new SourceItem(0, $"après {records.Count} organismes", null, "", failure);
        }
    }

    /// <summary>The records of one file, and why there are no more.</summary>
    private sealed class Records : IDisposable
    {
        private readonly XmlReader? reader;
        private string? root;

        public Records(Stream content)
        {
            try
            {
                reader = XmlReader.Create(content, Settings);
            }
            catch (Exception broken) when (Explains(broken))
            {
                Failure = FailureOf(broken);
            }
        }

        public long Count { get; private set; }

        public Issue? Failure { get; private set; }

        public XElement? Next()
        {
            try
            {
                while (reader is not null && Failure is null && ToRecord(reader))
                {
                    if (XNode.ReadFrom(reader) is XElement record)
                    {
                        Count++;
                        return record;
                    }
                }
            }
            catch (Exception broken) when (Explains(broken))
            {
                Failure = FailureOf(broken);
                return null;
            }

            Failure ??= Count == 0 && !RootsWithoutRecords.Contains(root) ? new Issue("*", IssueCodes.FichierSansListe, root) : null;
            return null;
        }

        public void Dispose() => reader?.Dispose();

        // After a record, the reader already stands on what follows it.
        private bool ToRecord(XmlReader on)
        {
            while (!on.EOF)
            {
                if (on.NodeType == XmlNodeType.Element)
                {
                    root ??= on.LocalName;
                    if (on.LocalName == RecordElement)
                    {
                        return true;
                    }
                }

                // The rest of a file of another kind is not read.
                if (RootsWithoutRecords.Contains(root) || !on.Read())
                {
                    return false;
                }
            }

            return false;
        }

        private static bool Explains(Exception broken) => broken is XmlException || StreamFailure.Explains(broken);

        private static Issue FailureOf(Exception broken) => broken is XmlException xml
            ? new Issue("*", IssueCodes.FichierIllisible, $"ligne {xml.LineNumber}, colonne {xml.LinePosition}")
            : new Issue("*", StreamFailure.Code(broken));
    }
}
