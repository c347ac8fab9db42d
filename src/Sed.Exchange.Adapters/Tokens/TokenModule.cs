using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Adapters.Tokens;

/// <summary>
/// A vendor's PKCS#11 library, loaded. One for each path in the process, because the standard has it so: C_Initialize, C_Finalize and the login of a token are
/// the process', whoever calls them (PKCS#11 2.40 section 5.4). So is the memory of a refused PIN: nobody in it may try it again.
/// </summary>
internal sealed class TokenModule
{
    // Initialising again is the last means, and ends every session of the library: not for each of many letters.
    private static readonly TimeSpan RenewalPause = TimeSpan.FromSeconds(5);

    private static readonly ConcurrentDictionary<string, TokenModule> Loaded = new(StringComparer.Ordinal);

    private readonly string _path;
    private readonly ConcurrentDictionary<string, Token> _tokens = new(StringComparer.Ordinal);

    private readonly object _gate = new();
    private IPkcs11Library? _library;

    // Calls under way: the library must not be taken away under one.
    private int _users;
    private bool _renewing;
    private long _renewed;

    // Pkcs11Interop asks for libdl, which a C library without its development files has under its versioned name only.
    static TokenModule() => NativeLibrary.SetDllImportResolver(
        typeof(Pkcs11InteropFactories).Assembly,
        (name, _, _) => name == "libdl" && OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libdl.so.2", out var handle) ? handle : IntPtr.Zero);

    private TokenModule(string path) => _path = path;

    /// <summary>What makes attributes and mechanisms.</summary>
    public static Pkcs11InteropFactories Factories { get; } = new();

    /// <summary>The module at a path; the library itself is loaded when it is needed.</summary>
    public static TokenModule At(string path) => Loaded.GetOrAdd(path, key => new TokenModule(key));

    /// <summary>The token with this label, whether it is there now or not.</summary>
    public Token Find(string label) => _tokens.GetOrAdd(label, key => new Token(this, key));

    /// <summary>Works with the library, which stays loaded and initialised meanwhile.</summary>
    /// <exception cref="KeyUnavailableException">It cannot be loaded.</exception>
    /// <exception cref="Pkcs11Exception">It says so.</exception>
    public T Use<T>(Func<IPkcs11Library, T> work)
    {
        IPkcs11Library library;
        lock (_gate)
        {
            while (_renewing) Monitor.Wait(_gate);
            library = _library ??= Load();
            _users++;
        }

        try
        {
            return work(library);
        }
        finally
        {
            lock (_gate)
            {
                _users--;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Initialises the library anew, as many need it to see a token that came back. Every session of it ends.</summary>
    /// <returns>False: it was done a moment ago.</returns>
    public bool Renew()
    {
        lock (_gate)
        {
            if (_renewing || (_renewed != 0 && TimeProvider.System.GetElapsedTime(_renewed) < RenewalPause)) return false;
            _renewing = true;
            while (_users > 0) Monitor.Wait(_gate);
            _renewed = TimeProvider.System.GetTimestamp();
            try
            {
                _library?.Dispose();
            }
            catch (Pkcs11Exception)
            {
                // What is broken need not end well: it is initialised again, or says there why not.
            }

            _library = null;
            _renewing = false;
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    private IPkcs11Library Load()
    {
        try
        {
            return Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Factories, _path, AppType.MultiThreaded);
        }
        catch (Exception unusable) when (unusable is Pkcs11Exception or UnmanagedException or DllNotFoundException or EntryPointNotFoundException or InvalidOperationException)
        {
            throw new KeyUnavailableException($"The PKCS#11 library {_path} cannot be loaded: {unusable.Message}", unusable);
        }
    }
}
