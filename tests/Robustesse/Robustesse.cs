namespace Maillage.Tests.Robustesse;

/// <summary>These tests make a machine suffer: one after the other, they measure what happens, not each other.</summary>
[CollectionDefinition(nameof(Robustesse))]
public sealed class Robustesse;
