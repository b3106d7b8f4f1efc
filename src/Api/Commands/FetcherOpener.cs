using System.CommandLine;
using Maillage.Importers.Fetch.Http;

namespace Maillage.Api.Commands;

/// <summary>The two options of a command that downloads.</summary>
internal sealed record FetcherSettings
{
    public Option<string?> Copies { get; } = new(Settings.Copies.Option) { Description = Settings.Copies.Description };

    public Option<string?> Contact { get; } = new(Settings.Contact.Option) { Description = Settings.Contact.Description };

    public void AddTo(Command command)
    {
        command.Options.Add(Copies);
        command.Options.Add(Contact);
    }

    /// <summary>What downloads; null, with a complaint, when a setting is wrong. Nothing is asked, nor any folder made, before a source has an address.</summary>
    public Fetcher? Open(ParseResult call, string? store)
    {
        var contact = Settings.Contact.Value(call.GetValue(Contact)).Trim();
        Uri? page = null;
        if (contact.Length > 0 && contact != Settings.Contact.Default && (!Uri.TryCreate(contact, UriKind.Absolute, out page) || page.Scheme is not ("http" or "https")))
        {
            Terminal.Complain($"« {Settings.Contact.Option} {contact} » : écrivez l'adresse d'une page, par exemple https://exemple.fr/maillage, ou {Settings.Contact.Default}.");
            return null;
        }

        var folder = Folder(call.GetValue(Copies), store);
        if (folder.Trim().Length == 0 || folder.Contains('\0') || File.Exists(folder))
        {
            Terminal.Complain($"« {Settings.Copies.Option} {folder} » : ce n'est pas un dossier.");
            return null;
        }

        return new Fetcher(folder, TimeProvider.System, new FetcherOptions { Contact = page });
    }

    /// <summary>Where the copies are.</summary>
    public static string Folder(string? given, string? store) => Settings.Copies.Value(given) is var folder && folder == Settings.Copies.Default ? StoreOpener.FolderOf(store, "copies") : folder;
}
