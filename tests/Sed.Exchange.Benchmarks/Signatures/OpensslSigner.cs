using System.Text;

namespace Sed.Exchange.Benchmarks.Signatures;

/// <summary>A key in OpenSSL's hands, and CMS as OpenSSL makes and checks it, in this process: no process start is measured with it.</summary>
internal sealed class OpensslSigner
{
    private const uint Flags = Libcrypto.Detached | Libcrypto.Binary | Libcrypto.Cades;

    private readonly nint _key;
    private readonly nint _certificate;

    /// <summary>Opens a PKCS#12 file. Kept until the process ends, like the process of a server keeps its key.</summary>
    public OpensslSigner(byte[] pkcs12, string password)
    {
        var input = Libcrypto.BIO_new_mem_buf(pkcs12, pkcs12.Length);
        var file = Libcrypto.d2i_PKCS12_bio(input, 0);
        if (file == 0 || Libcrypto.PKCS12_parse(file, password, out _key, out _certificate, 0) != 1) throw Error("PKCS#12");
        Libcrypto.PKCS12_free(file);
        Libcrypto.BIO_free_all(input);
    }

    /// <summary>A detached CAdES-BES in DER.</summary>
    public byte[] Sign(byte[] content)
    {
        var data = Libcrypto.BIO_new_mem_buf(content, content.Length);
        var cms = Libcrypto.CMS_sign(_certificate, _key, 0, data, Flags);
        if (cms == 0) throw Error("CMS_sign");
        var output = Libcrypto.BIO_new(Libcrypto.BIO_s_mem());
        if (Libcrypto.i2d_CMS_bio(output, cms) != 1) throw Error("i2d_CMS");
        var octets = new byte[64 * 1024];
        var length = Libcrypto.BIO_read(output, octets, octets.Length);
        Libcrypto.BIO_free_all(output);
        Libcrypto.CMS_ContentInfo_free(cms);
        Libcrypto.BIO_free_all(data);
        return octets[..length];
    }

    /// <summary>
    /// Parses a detached CMS and checks digest and value under the certificate in it; neither its path nor, because that cannot be had without
    /// one, the attribute that names it is asked for.
    /// </summary>
    public static bool Verify(byte[] signature, byte[] content)
    {
        var input = Libcrypto.BIO_new_mem_buf(signature, signature.Length);
        var data = Libcrypto.BIO_new_mem_buf(content, content.Length);
        var cms = Libcrypto.d2i_CMS_bio(input, 0);
        if (cms == 0) throw Error("d2i_CMS");
        var right = Libcrypto.CMS_verify(cms, 0, 0, data, 0, Libcrypto.Binary | Libcrypto.NoSignerCertificateCheck) == 1;
        Libcrypto.CMS_ContentInfo_free(cms);
        Libcrypto.BIO_free_all(data);
        Libcrypto.BIO_free_all(input);
        return right;
    }

    /// <summary>What the library last complained of.</summary>
    public static InvalidOperationException Error(string what)
    {
        var text = new byte[256];
        Libcrypto.ERR_error_string_n(Libcrypto.ERR_get_error(), text, (nuint)text.Length);
        return new InvalidOperationException($"{what}: {Encoding.UTF8.GetString(text).TrimEnd('\0')}");
    }
}
