// Reads a source to its last record and makes nothing of it: what remains is the cost of fetching and reading.
using Maillage.Importers.Fetch;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;

var source = SourceReader.ReadFile(args[0]).Declarations.Single();
using var fetched = FetchedSource.Open(source.CheminFichier ?? "", source).Value ?? throw new FileNotFoundException(source.Fichier);
long records = 0;
long characters = 0;
foreach (var item in SourceFormats.LieuxOf(source).Read(fetched.Members(), source))
{
    if (item.EndsTheFile)
    {
        Console.Error.WriteLine(item.Failure);
        return 1;
    }

    records++;
    characters += item.Canonical.Length;
}

Console.WriteLine($"{records} records, {characters} characters");
return 0;
