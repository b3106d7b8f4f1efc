using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;

namespace Maillage.Tests.Importers.Map;

/// <summary>What a mapping may say, and what is said of its mistakes.</summary>
public sealed class MappingReaderTests
{
    private const string Head = """
        id: essai
        nom: Essai
        producteur: Nous
        attribution: Nous
        licence: etalab-2.0
        format: csv
        fichier: tableau.csv

        """;

    private const string Table = "nom,ville,cp,type\nMairie,Digne-les-Bains,04000,mairie\n";

    [Theory]
    [InlineData("correspondance:\n  nom: nom\n  comune: ville\n", 10, "« commune »")]
    [InlineData("correspondance:\n  nom: nom\n  commune: vile\n", 10, "« ville »")]
    [InlineData("correspondance:\n  nom: nom\n  typologie: { valeur: BIBLI }\n", 10, "« BIBLI » n'est pas une valeur de « typologie »")]
    [InlineData("correspondance:\n  nom: nom\n  typologie: { colonne: type, termes: { mairie: MAIRIE } }\n", 10, "« MAIRIE »")]
    [InlineData("correspondance:\n  commune: ville\n", 9, "« nom »")]
    [InlineData("correspondance:\n  nom: { colone: nom }\n", 9, "« colonne »")]
    [InlineData("correspondance:\n  nom: { colonne: nom, colonnes: [ville] }\n", 9, "une seule des trois")]
    [InlineData("correspondance:\n  nom: { colonne: nom, partie: premier }\n", 9, "rang")]
    [InlineData("correspondance:\n  nom: { colonne: nom, motif: '(' }\n", 9, "expression régulière")]
    [InlineData("correspondance:\n  nom: { colonne: nom, motif: '(a)\\1' }\n", 9, "expression régulière")]
    [InlineData("correspondance:\n  nom: { colonne: nom, est: a, contient: b }\n", 9, "« est » et « contient »")]
    [InlineData("correspondance:\n  nom: { separer: a }\n", 9, "ni « colonne » ni « valeur »")]
    [InlineData("correspondance:\n  nom: { colonne: nom, defaut: parfois }\n", 9, "oui ou non")]
    [InlineData("correspondance:\n  nom: [[nom]]\n", 9, "nom d'une colonne")]
    [InlineData("correspondance:\n  nom: nom\n  horaires: { lundi: nom, mardy: nom }\n", 10, "« mardi »")]
    [InlineData("correspondance:\n  nom: nom\n  passages:\n    - { comune: ville }\n", 11, "« commune »")]
    [InlineData("correspondance:\n  nom: nom\n  lieu_parent: { groupe: ville }\n", 10, "principal")]
    [InlineData("garder: { est: oui }\ncorrespondance:\n  nom: nom\n", 8, "ne nomme pas de colonne")]
    [InlineData("lecture: { entete: haut }\ncorrespondance:\n  nom: nom\n", 8, "numéro d'une ligne")]
    [InlineData("lecture: { separateur: ab }\ncorrespondance:\n  nom: nom\n", 8, "signe")]
    [InlineData("lecture: { encodage: latin }\ncorrespondance:\n  nom: nom\n", 8, "encodage")]
    [InlineData("identifiant: [code]\ncorrespondance:\n  nom: nom\n", 8, "« code »")]
    [InlineData("territoire: departement-99\ncorrespondance:\n  nom: nom\n", 8, "territoire")]
    [InlineData("correspondance: nom\n", 8, "liste de « clé: valeur »")]
    [InlineData("complete: oui\n", 6, "demande une « correspondance »")]
    [InlineData("correspondance:\n  nom: nom\n  frais_a_charge: { colonne: type, termes: { '< 18 ans': Gratuit, '> 18 ans': Payant } }\n", 10, "se confondent")]
    [InlineData("correspondance:\n  nom: nom\n  services: { colonne: type, contient: { '+': Payant } }\n", 10, "ni lettre ni chiffre")]
    [InlineData("correspondance:\n  nom: nom\n  commune: { colonne: ville, partie: 1 }\n", 10, "demande « separer »")]
    [InlineData("correspondance:\n  nom: nom\n  commune: { colonne: ville, avec: '-' }\n", 10, "« joindre »")]
    [InlineData("garder: { colonne: type, contient: { a: b } }\ncorrespondance:\n  nom: nom\n", 8, "pas avec une table")]
    [InlineData("garder: { colonne: type, est: a, rempli: oui }\ncorrespondance:\n  nom: nom\n", 8, "« rempli »")]
    [InlineData("correspondance: {}\n", 8, "« nom »")]
    [InlineData("correspondance:\n  nom: nom\n  passages: [{ texte: type, commune: ville }]\n", 10, "« texte » dit tout")]
    public void A_mistake_is_said_with_its_line(string mapping, long line, string mentioned)
    {
        var reading = Read(mapping);

        Assert.Empty(reading.Declarations);
        Assert.Contains(reading.Problems, problem => problem.Line == line && problem.Message.Contains(mentioned, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_mistake_is_said_at_once()
    {
        var reading = Read("correspondance:\n  nom: nome\n  comune: ville\n  typologie: { valeur: BIBLI }\n  services: { colonne: absente }\n");

        Assert.Equal([9L, 10, 11, 12], reading.Problems.Select(problem => problem.Line).Order());
    }

    [Fact]
    public void Nesting_without_end_is_no_declaration()
    {
        Assert.NotEmpty(Read("correspondance:\n  nom: " + new string('[', 1_000)).Problems);
        Assert.NotEmpty(Read("correspondance:\n  nom:\n    " + string.Concat(Enumerable.Repeat("- ", 50_000)) + "a\n").Problems);
    }

    [Fact]
    public void A_format_that_explains_itself_takes_no_mapping()
    {
        var reading = ReadText(Head.Replace("format: csv", "format: annuaire-v4", StringComparison.Ordinal) + "correspondance:\n  nom: nom\n");

        Assert.Contains(reading.Problems, problem => problem.Message.Contains("s'explique de lui-même", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("type: { colonne: type, contient: mair }", "mairie annexe", true)]
    [InlineData("type: { colonne: type, contient: mair }", "La Mairie", true)]
    [InlineData("type: { colonne: type, contient: airie }", "mairie", false)]
    [InlineData("type: { colonne: type, est: 'MAIRIE-ANNEXE' }", "Mairie annexe", true)]
    [InlineData("type: { colonne: type, est: mairie }", "mairie annexe", false)]
    [InlineData("type: { colonne: type, commence_par: mai }", "la mairie", false)]
    [InlineData("type: { colonne: type, motif: '^m.*e$' }", "mairie", true)]
    [InlineData("type: { colonne: type, contient: mairie, sauf: annexe }", "mairie annexe", false)]
    [InlineData("type: { colonne: type, separer: ';', est: mairie }", "poste; mairie", true)]
    public void A_condition_compares_words(string rule, string cell, bool holds)
    {
        var raw = Map("correspondance:\n  nom: nom\n  nom_: x\n".Replace("  nom_: x\n", $"  presentation_resume: {{ valeur: oui, si: {rule[6..]} }}\n", StringComparison.Ordinal), ("nom", "A"), ("type", cell));

        Assert.Equal(holds ? "oui" : null, raw.PresentationResume);
    }

    [Fact]
    public void The_first_rule_that_says_something_gives_a_text_and_all_of_them_a_list()
    {
        var raw = Map(
            "correspondance:\n  nom: [vide, nom, type]\n  typologie:\n    - { valeur: EPN }\n    - { colonne: type, contient: { mairie: MUNI, ccas: [CCAS, MUNI] } }\n    - { valeur: ASSO, defaut: oui }\n",
            ("nom", "A"),
            ("type", "Mairie et CCAS"));

        Assert.Equal("A", raw.Nom);
        Assert.Equal(["EPN", "MUNI", "CCAS"], raw.Typologie);
    }

    [Fact]
    public void What_no_term_covers_is_kept_to_be_reported_and_what_a_term_silences_is_not()
    {
        var raw = Map("correspondance:\n  nom: nom\n  typologie: { colonne: type, termes: { mairie: MUNI, rien: ~ } }\n", ("nom", "A"), ("type", "mairie|rien|château"));

        Assert.Equal(["MUNI", "château"], raw.Typologie);
    }

    [Fact]
    public void A_term_that_says_nothing_lets_the_next_rule_speak()
    {
        var raw = Map("correspondance:\n  nom: nom\n  structure_parente: [{ colonne: type, termes: { zzz: ~ } }, autre]\n", ("nom", "A"), ("type", "zzz"), ("autre", "La Ruche"));

        Assert.Equal("La Ruche", raw.StructureParente);
    }

    [Fact]
    public void Terms_without_letters_are_compared_as_they_are()
    {
        var raw = Map("correspondance:\n  nom: nom\n  frais_a_charge: { colonne: type, termes: { '✔': Gratuit, '✘': Payant } }\n", ("nom", "A"), ("type", "✘"));

        Assert.Equal(["Payant"], raw.FraisACharge);
    }

    [Theory]
    [InlineData("Mairie", "mairie")]
    [InlineData("mairie|france_services", "mairie france_services")]
    [InlineData("France services", "france_services")]
    public void Types_are_recognised_by_their_label_too(string cell, string types) =>
        Assert.Equal(types, string.Join(' ', Map("correspondance:\n  nom: nom\n  types: type\n", ("nom", "A"), ("type", cell)).Types));

    [Fact]
    public void The_words_of_the_former_standard_are_translated_wherever_they_belong()
    {
        var raw = Map(
            "correspondance:\n  nom: nom\n  publics_specifiquement_adresses: type\n",
            ("nom", "A"),
            ("type", "Seniors (+ 65 ans);Personnes en situation d'illettrisme;Adultes"));

        Assert.Equal(["Seniors"], raw.PublicsSpecifiquementAdresses);
        Assert.Equal(["Illettrisme"], raw.PriseEnChargeSpecifique);
    }

    [Fact]
    public void An_id_stays_when_the_row_moves_and_when_nothing_names_it()
    {
        var source = Assert.Single(ReadText(Head + "correspondance:\n  nom: nom\n  commune: ville\n  code_postal: cp\n", Table).Declarations);
        string Id(string text) => SourceFormats.LieuxOf(source).Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), source).Last().Id ?? "";

        Assert.Equal("mairie/04000/digne les bains", Id(Table));
        Assert.Equal(Id(Table), Id("cp,nom,ville\n05000,Ailleurs,Gap\n04000,MAIRIE,Digne les Bains\n"));
    }

    [Fact]
    public void Only_the_columns_of_the_mapping_are_kept()
    {
        var source = Assert.Single(ReadText(Head + "correspondance:\n  nom: nom\n", Table).Declarations);
        var item = Assert.Single(SourceFormats.LieuxOf(source).Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Table)), source));

        Assert.Equal("""{"nom":"Mairie"}""", item.Canonical);
    }

    [Fact]
    public void Columns_are_found_whatever_their_case_and_accents() =>
        Assert.Empty(ReadText(Head + "correspondance:\n  nom: NOM\n  commune: Vîlle\n", Table).Problems);

    [Fact]
    public void A_default_id_is_made_of_repaired_values_and_a_composite_one_of_what_is_written()
    {
        var byDefault = Assert.Single(ReadText(Head + "correspondance:\n  nom: nom\n  commune: ville\n  code_postal: cp\n", Table).Declarations);
        var composite = Assert.Single(ReadText(Head + "identifiant: [nom, type]\ncorrespondance:\n  nom: nom\n", Table).Declarations);

        Assert.Equal("mairie/04000/digne les bains", Assert.Single(Ids(byDefault, "nom,ville,cp,type\nMairie,Digne-les-Bains,4000,x\n")));
        Assert.Equal(["A+/1", "A-/1", "1", "/1"], Ids(composite, "nom,ville,cp,type\nA+,x,x,1\nA-,x,x,1\n1,x,x,\n,x,x,1\n"));
    }

    [Fact]
    public void A_column_that_a_delivery_has_lost_stops_the_import_and_an_optional_member_does_not()
    {
        var csv = Assert.Single(ReadText(Head + "correspondance:\n  nom: nom\n  adresse: type\n", Table).Declarations);
        var item = Assert.Single(SourceFormats.LieuxOf(csv).Read(new MemoryStream("nom,genre\nMairie,x\n"u8.ToArray()), csv));
        Assert.Equal((true, "colonne_disparue", "type"), (item.EndsTheFile, item.Failure?.Code.Code, item.Failure?.Value));

        var json = ReadText(Head.Replace("format: csv", "format: json", StringComparison.Ordinal) + "correspondance:\n  nom: nom\n  site_web: site\n", """[{"nom":"A"}]""");
        Assert.Empty(json.Problems);
        Assert.Contains("« site »", Assert.Single(json.Remarks).Message, StringComparison.Ordinal);
    }

    private static List<string?> Ids(SourceDeclaration source, string table) =>
        [.. SourceFormats.LieuxOf(source).Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(table)), source).Select(item => item.Id)];

    private static RawLieu Map(string mapping, params (string Column, string Cell)[] cells)
    {
        var table = string.Join(',', cells.Select(cell => cell.Column).Append("vide")) + "\n" + string.Join(',', cells.Select(cell => $"\"{cell.Cell}\"").Append("")) + "\n";
        var reading = ReadText(Head + mapping, table);
        Assert.Empty(reading.Problems);
        var source = Assert.Single(reading.Declarations);
        var format = SourceFormats.LieuxOf(source);
        var item = Assert.Single(format.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(table)), source));
        return format.Map(item.Canonical, new List<Issue>());
    }

    private static SourceReading Read(string mapping) => ReadText(Head + mapping);

    private static SourceReading ReadText(string yaml, string table = Table)
    {
        var folder = Directory.CreateTempSubdirectory("maillage-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "tableau.csv"), table);
            var file = Path.Combine(folder.FullName, "essai.yaml");
            File.WriteAllText(file, yaml);
            return SourceReader.ReadFile(file);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
