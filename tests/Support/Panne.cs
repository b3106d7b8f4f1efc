using System.Reflection;
using Maillage.Store;

namespace Maillage.Tests.Support;

/// <summary>A store of which some methods fail.</summary>
public class Panne : DispatchProxy
{
    private IStore? store;
    private string[] failing = [];
    private Func<Exception> failure = () => new InvalidOperationException();

    /// <summary>The same store, these methods of which fail so.</summary>
    internal static IStore Of(IStore store, Func<Exception> failure, params string[] failing)
    {
        var broken = Create<IStore, Panne>();
        ((Panne)(object)broken).store = store;
        ((Panne)(object)broken).failing = failing;
        ((Panne)(object)broken).failure = failure;
        return broken;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod is null || failing.Contains(targetMethod.Name) ? throw failure() : targetMethod.Invoke(store, args);
}
