namespace Maillage.Store;

/// <summary>The right to import a source, held by one run at a time on all the machines that share the store.</summary>
/// <param name="Source">Id of the source.</param>
/// <param name="Holder">Who holds it: a text of its own for each run.</param>
/// <param name="Name">The same, for a person: « machine, processus 123 ».</param>
/// <param name="Since">When it was taken.</param>
/// <param name="Until">When it is free again, unless it is renewed.</param>
public sealed record Lease(string Source, string Holder, string Name, DateTimeOffset Since, DateTimeOffset Until);
